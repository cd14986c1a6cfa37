/*
 * Work that takes longer than a request, and the file it leaves. `server` is the process that does it, which says every
 * few seconds (`beat_at`) that it is still there.
 */
export const jobs = `
create table job (
  id text primary key,
  workspace_id text not null references workspace on delete cascade,
  user_id text not null references app_user on delete cascade,
  kind text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  done integer not null default 0,
  total integer not null default 0,
  code text not null default '',
  message text not null default '',
  file_name text,
  content_type text,
  bytes bigint,
  server text not null,
  beat_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  expires_at timestamptz not null default now() + interval '24 hours'
);
create index job_person on job (user_id, workspace_id, created_at);
create index job_unfinished on job (beat_at) where state in ('queued', 'running');
create index job_expiry on job (expires_at);
`;
