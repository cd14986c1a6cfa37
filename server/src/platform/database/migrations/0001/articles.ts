/* Articles, the documents they are made of, and the tables derived from those. */

export const articles = `
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
create table reading_place (
  user_id text not null,
  article_id text not null references article on delete cascade,
  workspace_id text not null,
  place integer not null,
  furthest integer not null,
  place_position text,
  furthest_position text,
  updated_at timestamptz not null,
  primary key (user_id, article_id),
  foreign key (workspace_id, user_id) references member on delete cascade
);
create index reading_place_article on reading_place (article_id);
create index reading_place_member on reading_place (workspace_id, user_id);
`;

export const documents = `
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
create table erased_entry (
  document_id text not null references document on delete cascade,
  id text not null,
  at timestamptz not null default now(),
  primary key (document_id, id)
);
create index entry_revision_deletions on entry_revision (at, id) where map = 'deletions';
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
export const derived = `
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
