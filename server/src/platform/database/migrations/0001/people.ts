/* Accounts, workspaces and who is in them. */

export const people = `
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

export const workspaces = `
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
  made_by text references actor,
  made_at timestamptz not null default now()
);
create index invitation_link_invitation on invitation_link (invitation_id);
create index invitation_link_made_by on invitation_link (made_by) where made_by is not null;
create table invitation_mailing (
  user_id text not null references app_user on delete cascade,
  at timestamptz not null default now(),
  count integer not null
);
create index invitation_mailing_user on invitation_mailing (user_id, at);
`;

export const groups = `
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
