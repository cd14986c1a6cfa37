/*
 * The feed of a workspace where a lot has happened: 100,000 annotations of many people, most of them in blind layers,
 * asked by a viewer, who may see few of them, by a coder and by an instructor: the first page, one deep in the past,
 * one person's doings, and the audit list.
 *
 * BENCH_ANNOTATIONS (100000), BENCH_PEOPLE (100), BENCH_ARTICLES (40), BENCH_ROUNDS (7), BENCH_SIDES (postgresql,embedded).
 */
import type { Assignment } from "@postil/shared/schema/assignment";
import type { Page } from "@postil/shared/schema/text-fields";
import type { DataSource } from "typeorm";
import { addArticle } from "../support/article-fixtures.ts";
import { good, type HttpClient } from "../support/http-client.ts";
import { makeWorkspace } from "../support/workspaces.ts";
import { onDatabase } from "./support/on-database.ts";
import { figure, listSetting, type Mark, printHeader, printMarks, printTable, setting } from "./support/report.ts";

const annotations = setting("BENCH_ANNOTATIONS", 100_000);
const people = setting("BENCH_PEOPLE", 100);
const articles = setting("BENCH_ARTICLES", 40);
const rounds = setting("BENCH_ROUNDS", 7);

const PEOPLE = [
  `insert into app_user (id, email, email_key, name)
     select 'bench-user-' || lpad(n::text, 8, '0'), n || '@bench', n || '@bench', 'Person ' || n
       from generate_series(1, $2::int) n where $1 <> ''`,
  `insert into actor (id, workspace_id, user_id, name, colour)
     select 'bench-actor-' || lpad(n::text, 8, '0'), $1, 'bench-user-' || lpad(n::text, 8, '0'), 'Person ' || n, 0
       from generate_series(1, $2::int) n`,
  `insert into member (workspace_id, user_id, actor_id, role)
     select $1, 'bench-user-' || lpad(n::text, 8, '0'), 'bench-actor-' || lpad(n::text, 8, '0'), 'annotator'
       from generate_series(1, $2::int) n`,
];
/** Four of five annotations in blind layers; a comment and a resolution to each tenth, a moderation to each hundredth. */
const WORK = [
  `insert into layer (id, article_id, workspace_id, kind, owner_actor, assignment_id)
     select 'bench-layer-' || p.coder_actor || aa.position, aa.article_id, s.workspace_id, 'blind', p.coder_actor, s.id
       from assignment s join assignment_article aa on aa.assignment_id = s.id
       join assignment_person p on p.assignment_id = s.id where s.id = $1 and $2::int > 0`,
  `insert into document (id, kind, workspace_id, article_id)
     select 'layer/' || id, 'layer', workspace_id, article_id from layer where assignment_id = $1 and $2::int > 0`,
  `insert into annotation (layer_id, annotation_id, workspace_id, article_id, author_id, target, created_at, updated_at)
     select l.id, 'bench-note-' || lpad(n.n::text, 8, '0'), l.workspace_id, l.article_id, coalesce(l.owner_actor, p.actor_id),
            'article', now() - n.n * interval '1 second', now()
       from (select n, case when n % 5 = 0 then 'team' else 'blind' end as kind, abs(hashint4(n)::bigint) as pick
               from generate_series(1, $2::int) n) n
       join (select kind, count(*) as of from layer group by kind) k on k.kind = n.kind
       join (select *, row_number() over (partition by kind order by id) - 1 as no from layer) l
         on l.kind = n.kind and l.no = n.pick % k.of
       cross join (select count(*) as of from assignment_person where assignment_id = $1) c
       join (select actor_id, row_number() over (order by actor_id) - 1 as no
               from assignment_person where assignment_id = $1) p on p.no = abs(hashint4(n.n + 1)::bigint) % c.of`,
  `insert into comment (layer_id, comment_id, workspace_id, article_id, annotation_id, author_id, created_at, text)
     select layer_id, 'reply-to-' || annotation_id, workspace_id, article_id, annotation_id, author_id, created_at, 'R'
       from annotation where (annotation_id like '%7' or annotation_id like '%0') and $1 <> '' and $2::int > 0`,
  `insert into entry_revision (document_id, map, key, actor_id, at, value, moderates)
     select 'layer/' || layer_id, map, annotation_id || case map when 'tags' then '/bench-tag-000000000000' else '' end,
            author_id, created_at, '{"by": "somebody"}', annotation_id like '%03' and map = 'tags'
       from annotation cross join (values ('resolutions'), ('tags')) maps(map)
      where (annotation_id like '%3' or annotation_id like '%5' or map = 'tags') and $1 <> '' and $2::int > 0`,
];

interface Asked {
  what: string;
  times: number[];
}

async function fill(url: string, database: DataSource) {
  const { owner, workspaceId, join: add } = await makeWorkspace(url);
  const viewer = await add("viewer");
  for (const sql of PEOPLE) await database.query(sql, [workspaceId, people]);
  const coder = await add("annotator");
  const ids: string[] = [];
  for (let article = 0; article < articles; article++) ids.push((await addArticle(owner, workspaceId)).id);
  const body = { title: "Bench", kind: "blind", articles: ids };
  const { id } = good(await owner.post<Assignment>(`/api/workspaces/${workspaceId}/assignments`, body));
  good(await owner.post(`/api/assignments/${id}/publish`));
  for (const sql of WORK) await database.query(sql, [id, annotations]);
  await database.query("update assignment_person set submitted_at = now() where actor_id like '%1'");
  return { owner, viewer, coder, workspaceId };
}

async function measure(url: string, database: DataSource): Promise<Asked[]> {
  const { owner, viewer, coder, workspaceId } = await fill(url, database);
  const feed = `/api/workspaces/${workspaceId}/activity?limit=40`;
  const deep = new Date(Date.now() - annotations * 700).toISOString();
  const person = "bench-actor-00000042";
  const questions: [string, HttpClient, string][] = [
    ["viewer, first page", viewer, feed],
    ["coder, first page", coder, feed],
    ["owner, first page", owner, feed],
    ["viewer, deep in the past", viewer, `${feed}&until=${deep}`],
    ["owner, deep in the past", owner, `${feed}&until=${deep}`],
    ["viewer, one person", viewer, `${feed}&person=${person}`],
    ["owner, one person", owner, `${feed}&person=${person}`],
    ["viewer, threads only", viewer, `${feed}&kind=threads`],
    ["owner, audit list", owner, `/api/workspaces/${workspaceId}/audit?limit=40`],
    ["owner, what is new", owner, "/api/me/news"],
  ];
  const asked: Asked[] = [];
  for (const [what, client, path] of questions) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      const { items } = good(await client.get<Page<unknown>>(path));
      times.push(performance.now() - began);
      if (items.length === 0) throw new Error(`${what}: nothing was answered`);
    }
    asked.push({ what, times });
  }
  return asked;
}

printHeader(`The feed of ${annotations} annotations by ${people} people in ${articles} articles.`);
const table = [["", "first", "median", "slowest"]];
const marks: Mark[] = [];
for (const side of listSetting("BENCH_SIDES", "postgresql,embedded")) {
  for (const { what, times } of await onDatabase(side)(measure)) {
    const sorted = [...times].sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
    const slowest = sorted.at(-1) ?? Number.NaN;
    table.push([`${side}: ${what}`, ...[times[0] ?? 0, median, slowest].map((time) => figure(time, "ms"))]);
    marks.push({ what: `${side}: ${what}, median`, measured: median, mark: 300, unit: "ms" });
  }
}
printTable(table);
printMarks(marks);
