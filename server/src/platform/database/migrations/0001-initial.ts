import type { MigrationInterface, QueryRunner } from "typeorm";

const people = `
create table app_user (
  id text primary key,
  email text not null,
  email_key text not null unique,
  name text not null,
  password_hash text,
  sample boolean not null default false,
  created_at timestamptz not null default now()
);
create table session (
  id_hash bytea primary key,
  user_id text not null references app_user on delete cascade,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_by_user on session (user_id);
create table password_reset (
  token_hash bytea primary key,
  user_id text not null references app_user on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index password_reset_by_user on password_reset (user_id);
`;

const workspaces = `
create table workspace (
  id text primary key,
  name text not null,
  acl_version integer not null default 1,
  sample boolean not null default false,
  tag_adders text not null default 'instructors' check (tag_adders in ('instructors', 'annotators', 'propose')),
  created_at timestamptz not null default now()
);
create table actor (
  id text primary key,
  workspace_id text not null references workspace on delete cascade,
  user_id text references app_user on delete set null,
  assignment_id text,
  name text not null,
  colour smallint not null,
  former integer,
  created_at timestamptz not null default now()
);
create unique index actor_former on actor (workspace_id, former) where former is not null;
create index actor_workspace on actor (workspace_id);
create index actor_user on actor (user_id);
create table member (
  workspace_id text not null references workspace on delete cascade,
  user_id text not null references app_user on delete cascade,
  actor_id text not null unique references actor,
  role text not null check (role in ('owner', 'instructor', 'annotator', 'commenter', 'viewer')),
  joined_at timestamptz not null default now(),
  primary key (workspace_id, user_id)
);
create index member_user on member (user_id);
create table invitation (
  id text primary key,
  workspace_id text not null references workspace on delete cascade,
  token_hash bytea not null unique,
  role text not null check (role in ('owner', 'instructor', 'annotator', 'commenter', 'viewer')),
  email text,
  created_by text not null references actor,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by text references actor,
  revoked_at timestamptz,
  name text,
  mail_state text check (mail_state in ('waiting', 'sending', 'sent', 'failed')),
  mail_problem text,
  mail_at timestamptz
);
create index invitation_workspace on invitation (workspace_id);
create index invitation_mail on invitation (mail_at) where mail_state in ('waiting', 'sending');
create table invitation_link (
  token_hash bytea primary key,
  invitation_id text not null references invitation on delete cascade,
  made_at timestamptz not null default now()
);
create index invitation_link_invitation on invitation_link (invitation_id);
`;

const groups = `
create table member_group (
  id text primary key,
  workspace_id text not null references workspace on delete cascade,
  name text not null,
  created_at timestamptz not null default now()
);
create unique index member_group_name on member_group (workspace_id, lower(name));
create table member_group_person (
  group_id text not null references member_group on delete cascade,
  actor_id text not null references actor,
  primary key (group_id, actor_id)
);
create index member_group_person_actor on member_group_person (actor_id);
create table invitation_group (
  invitation_id text not null references invitation on delete cascade,
  group_id text not null references member_group on delete cascade,
  primary key (invitation_id, group_id)
);
create index invitation_group_group on invitation_group (group_id);
`;

const articles = `
create table article (
  id text primary key,
  workspace_id text not null references workspace on delete cascade,
  title text not null,
  source text,
  author text,
  published text,
  attributes jsonb not null default '{}',
  length integer not null,
  created_by text not null references actor,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index article_workspace on article (workspace_id, created_at);
create table layer (
  id text primary key,
  article_id text not null references article on delete cascade,
  workspace_id text not null references workspace on delete cascade,
  kind text not null check (kind in ('team', 'private', 'blind', 'consensus')),
  owner_actor text references actor,
  assignment_id text,
  created_at timestamptz not null default now()
);
create unique index layer_team on layer (article_id) where kind = 'team';
create unique index layer_private on layer (article_id, owner_actor) where kind = 'private';
create index layer_workspace on layer (workspace_id);
`;

const codebook = `
create table tag (
  id text primary key,
  workspace_id text not null references workspace on delete cascade,
  parent_id text references tag on delete cascade,
  order_key integer not null default 0,
  name text not null,
  description text not null default '',
  when_to_use text not null default '',
  when_not text not null default '',
  examples jsonb not null default '[]',
  sign text,
  colour smallint not null,
  shortcut smallint,
  state text not null default 'accepted' check (state in ('accepted', 'proposed', 'own')),
  made_by text,
  assignment_id text,
  guid uuid not null default gen_random_uuid(),
  archived_at timestamptz,
  merged_into text references tag on delete set null,
  merged_at timestamptz,
  merged_children text[] not null default '{}',
  deleted_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index tag_name on tag (workspace_id, coalesce(parent_id, ''), lower(name))
  where deleted_at is null and merged_into is null and state <> 'own';
create unique index tag_own_name on tag (workspace_id, made_by, coalesce(parent_id, ''), lower(name))
  where deleted_at is null and merged_into is null and state = 'own';
create unique index tag_shortcut on tag (workspace_id, shortcut) where deleted_at is null;
create unique index tag_guid on tag (workspace_id, guid) where deleted_at is null;
create index tag_merged on tag (merged_into) where merged_into is not null;
create table codebook_change (
  id bigint generated always as identity primary key,
  workspace_id text not null references workspace on delete cascade,
  actor_id text not null,
  at timestamptz not null default now(),
  differences jsonb not null
);
create index codebook_change_workspace on codebook_change (workspace_id, id);
create table codebook_version (
  id text primary key,
  workspace_id text not null references workspace on delete cascade,
  number integer not null,
  label text not null,
  made_by text not null,
  at timestamptz not null default now(),
  content jsonb not null,
  unique (workspace_id, number)
);
`;

const documents = `
create table document (
  id text primary key,
  kind text not null check (kind in ('text', 'layer')),
  workspace_id text not null references workspace on delete cascade,
  article_id text not null references article on delete cascade,
  epoch integer not null default 1,
  head_seq bigint not null default 0
);
create index document_article on document (article_id);
create index document_workspace on document (workspace_id);
create table document_update (
  document_id text not null references document on delete cascade,
  seq bigint not null,
  actor_id text not null,
  bytes bytea not null,
  at timestamptz not null default now(),
  primary key (document_id, seq)
);
create table document_snapshot (
  document_id text primary key references document on delete cascade,
  epoch integer not null,
  upto_seq bigint not null,
  bytes bytea not null,
  sha256 bytea not null
);
create table document_client (
  document_id text not null references document on delete cascade,
  client_id bigint not null,
  actor_id text not null,
  primary key (document_id, client_id)
);
create table entry_revision (
  id bigint generated always as identity primary key,
  document_id text not null references document on delete cascade,
  map text not null,
  key text not null,
  actor_id text not null,
  at timestamptz not null default now(),
  value jsonb,
  moderates boolean not null default false
);
create index entry_revision_entry on entry_revision (document_id, map, key, id);
create index entry_revision_thread on entry_revision (document_id, at, id) where map in ('resolutions', 'assignees');
create index entry_revision_moderation on entry_revision (document_id, at, id) where moderates;
create table text_correction (
  article_id text not null references article on delete cascade,
  actor_id text not null,
  hour timestamptz not null,
  workspace_id text not null,
  at timestamptz not null default now(),
  primary key (article_id, actor_id, hour)
);
create index text_correction_workspace on text_correction (workspace_id, at);
`;

/* Derived rows go with their layer, which goes with its article: to check those again would cost every commit. */
const derived = `
create table annotation (
  layer_id text not null references layer on delete cascade,
  annotation_id text not null,
  workspace_id text not null,
  article_id text not null,
  author_id text not null,
  target text not null check (target in ('passage', 'article', 'memo')),
  created_at timestamptz not null,
  received_at timestamptz not null default now(),
  updated_at timestamptz not null,
  anchor jsonb,
  start_offset integer,
  end_offset integer,
  quote text not null default '',
  prefix text not null default '',
  suffix text not null default '',
  anchor_state text,
  text_version bigint not null default 0,
  note text not null default '',
  note_edited_at timestamptz,
  resolved_at timestamptz,
  resolved_by text,
  assignee text,
  deleted_at timestamptz,
  deleted_by text,
  comment_count integer not null default 0,
  mentions text[] not null default '{}',
  primary key (layer_id, annotation_id)
);
create index annotation_workspace on annotation (workspace_id, created_at, annotation_id);
create index annotation_article on annotation (article_id, start_offset);
create index annotation_assignee on annotation (assignee) where assignee is not null;
create index annotation_mentions on annotation using gin (mentions) where mentions <> '{}';
create table annotation_tag (
  layer_id text not null,
  annotation_id text not null,
  tag_id text not null,
  tagged_by text not null,
  tagged_at timestamptz not null,
  primary key (layer_id, annotation_id, tag_id),
  foreign key (layer_id, annotation_id) references annotation on delete cascade
);
create index annotation_tag_tag on annotation_tag (tag_id);
create table comment (
  layer_id text not null references layer on delete cascade,
  comment_id text not null,
  workspace_id text not null,
  article_id text not null,
  annotation_id text not null,
  parent_id text,
  author_id text not null,
  created_at timestamptz not null,
  received_at timestamptz not null default now(),
  text text not null,
  mentions text[] not null default '{}',
  edited_at timestamptz,
  deleted_at timestamptz,
  deleted_by text,
  primary key (layer_id, comment_id)
);
create index comment_annotation on comment (layer_id, annotation_id);
create index comment_article on comment (article_id);
create index comment_workspace on comment (workspace_id, created_at, comment_id);
`;

const assignments = `
create table assignment (
  id text primary key,
  workspace_id text not null references workspace on delete cascade,
  title text not null,
  instructions text not null default '',
  kind text not null check (kind in ('together', 'blind')),
  state text not null default 'draft' check (state in ('draft', 'published')),
  everyone boolean not null default true,
  opens_at timestamptz,
  due_at timestamptz,
  time_zone text not null,
  pseudonyms boolean not null default false,
  reveal text not null default 'manual' check (reveal in ('manual', 'at', 'all-submitted', 'each')),
  reveal_at timestamptz,
  revealed_at timestamptz,
  revealed_by text,
  asked_annotations integer not null default 0,
  asked_replies integer not null default 0,
  asked_tags integer not null default 0,
  asked_tag_parents text[] not null default '{}',
  consensus_at timestamptz,
  created_by text not null references actor,
  created_at timestamptz not null default now(),
  published_at timestamptz,
  deleted_at timestamptz
);
create index assignment_workspace on assignment (workspace_id, created_at);
create index assignment_reveal on assignment (reveal_at) where reveal = 'at' and revealed_at is null;
create table assignment_article (
  assignment_id text not null references assignment on delete cascade,
  article_id text not null references article on delete cascade,
  position integer not null,
  primary key (assignment_id, article_id)
);
create index assignment_article_article on assignment_article (article_id);
create table assignment_person (
  assignment_id text not null references assignment on delete cascade,
  actor_id text not null references actor,
  coder_actor text not null references actor,
  chosen boolean not null default false,
  adjudicates boolean not null default false,
  extended_until timestamptz,
  submitted_at timestamptz,
  taken_back_at timestamptz,
  reminded_at timestamptz,
  revealed_at timestamptz,
  removed_at timestamptz,
  primary key (assignment_id, actor_id)
);
create index assignment_person_actor on assignment_person (actor_id);
create unique index assignment_person_coder on assignment_person (assignment_id, coder_actor);
create table assignment_group (
  assignment_id text not null references assignment on delete cascade,
  group_id text not null references member_group on delete cascade,
  primary key (assignment_id, group_id)
);
create index assignment_group_group on assignment_group (group_id);
alter table layer add foreign key (assignment_id) references assignment;
create index layer_assignment on layer (assignment_id) where assignment_id is not null;
create unique index layer_blind on layer (assignment_id, article_id, owner_actor) where kind = 'blind';
create unique index layer_consensus on layer (assignment_id, article_id) where kind = 'consensus';
`;

const refusals = `
create table tag_refusal (
  tag_id text primary key references tag on delete cascade,
  refused_by text not null references actor on delete cascade,
  reason text,
  at timestamptz not null default now(),
  seen_at timestamptz
);
`;

const audit = `
create table audit_event (
  id bigint generated always as identity primary key,
  workspace_id text,
  user_id text,
  actor_id text,
  kind text not null,
  at timestamptz not null default now(),
  details jsonb not null default '{}'
);
create index audit_event_workspace on audit_event (workspace_id, at, id);
create index audit_event_user on audit_event (user_id, at, id) where workspace_id is null;
create table activity_visit (
  workspace_id text not null references workspace on delete cascade,
  user_id text not null references app_user on delete cascade,
  seen_at timestamptz not null,
  primary key (workspace_id, user_id)
);
create index activity_visit_user on activity_visit (user_id);
`;

/*
 * A notice goes with whoever it is for, and with what it is about. `seq` is for servers alone: ids must not tell anybody
 * how many notices others get.
 */
const notices = `
create table notice (
  id text primary key default replace(gen_random_uuid()::text, '-', ''),
  seq bigint generated always as identity unique,
  user_id text not null,
  workspace_id text not null,
  actor_id text not null references actor on delete cascade,
  kind text not null check (kind in
    ('mention', 'reply', 'assigned', 'opened', 'due-soon', 'revealed', 'reminded', 'extended')),
  subject text not null,
  layer_id text references layer on delete cascade,
  annotation_id text,
  comment_id text,
  as_actor text,
  by_actor text,
  assignment_id text references assignment on delete cascade,
  at timestamptz not null,
  read_at timestamptz,
  mailed_at timestamptz,
  unique (actor_id, kind, subject),
  foreign key (workspace_id, user_id) references member on delete cascade
);
create index notice_user on notice (user_id, at);
create index notice_thread on notice (layer_id, annotation_id);
create index notice_assignment on notice (assignment_id) where assignment_id is not null;
create table notice_setting (
  user_id text not null references app_user on delete cascade,
  kind text not null,
  bell boolean not null,
  mail boolean not null,
  primary key (user_id, kind)
);
create table notice_mail (
  user_id text primary key references app_user on delete cascade,
  digest text not null check (digest in ('never', 'hourly', 'daily')),
  unsubscribe text not null unique,
  mailed_at timestamptz,
  try_after timestamptz,
  failures integer not null default 0
);
create table notice_progress (
  one boolean primary key default true check (one),
  upto bigint not null default 0,
  next_upto bigint,
  next_xid xid8
);
insert into notice_progress default values;
`;

/** Everything up to the first release; edited in place until then. */
export class Initial1700000000001 implements MigrationInterface {
  name = "Initial1700000000001";

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [
      people,
      workspaces,
      groups,
      articles,
      codebook,
      documents,
      derived,
      assignments,
      refusals,
      audit,
      notices,
    ])
      await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table tag_refusal, notice_progress, notice_mail, notice_setting, notice,
      activity_visit, audit_event, assignment_group, assignment_person,
      assignment_article, assignment, comment, annotation_tag, annotation, entry_revision, text_correction, document_client,
      document_snapshot, document_update, document, codebook_version, codebook_change,
      tag, layer, article, invitation_group, member_group_person, member_group, invitation_link, invitation, member, actor, workspace,
      password_reset, session, app_user`);
  }
}
