/* The codebook, its history, and what was refused. */

export const codebook = `
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

export const refusals = `
create table tag_refusal (
  tag_id text primary key references tag on delete cascade,
  refused_by text not null references actor on delete cascade,
  reason text,
  at timestamptz not null default now(),
  seen_at timestamptz
);
`;
