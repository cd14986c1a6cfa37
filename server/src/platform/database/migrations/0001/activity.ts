/* What is recorded of what happened, and what people are told of it. */

export const audit = `
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
export const notices = `
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
  made_at timestamptz not null default now(),
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
  next_xid xid8,
  pruned_at timestamptz not null default now()
);
insert into notice_progress default values;
`;
