/* Assignments, who takes part in them, and the layers that belong to them. */

export const assignments = `
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
