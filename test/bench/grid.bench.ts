/*
 * The grid of an assignment, people × articles, as an instructor's page asks for it again and again while people work:
 * from the request to the whole answer.
 *
 * BENCH_PEOPLE (200), BENCH_ARTICLES (40), BENCH_ANNOTATIONS (10 a cell), BENCH_ROUNDS (15), BENCH_SIDES (postgresql,embedded).
 */
import type { Assignment, Grid } from "@postil/shared/schema/assignment";
import type { DataSource } from "typeorm";
import { addArticle } from "../support/article-fixtures.ts";
import { good, type HttpClient } from "../support/http-client.ts";
import { makeWorkspace } from "../support/workspaces.ts";
import { onDatabase } from "./support/on-database.ts";
import { figure, listSetting, type Mark, printHeader, printMarks, printTable, setting } from "./support/report.ts";

const people = setting("BENCH_PEOPLE", 200);
const articles = setting("BENCH_ARTICLES", 40);
const annotations = setting("BENCH_ANNOTATIONS", 10);
const rounds = setting("BENCH_ROUNDS", 15);

/** Rows as the sync core would have derived them: what the grid reads. A tag an annotation, a reply to every fifth. */
const FILL = [
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
const WORK = [
  `insert into layer (id, article_id, workspace_id, kind, owner_actor, assignment_id)
     select 'bench-layer-' || p.coder_actor || aa.position, aa.article_id, s.workspace_id, 'blind', p.coder_actor, s.id
       from assignment s join assignment_article aa on aa.assignment_id = s.id
       join assignment_person p on p.assignment_id = s.id where s.id = $1 and $2::int > 0`,
  `insert into annotation (layer_id, annotation_id, workspace_id, article_id, author_id, target, created_at, updated_at)
     select l.id, 'bench-note-' || lpad(n::text, 8, '0'), l.workspace_id, l.article_id, l.owner_actor, 'article', now(), now()
       from layer l cross join generate_series(1, $2::int) n where l.assignment_id = $1 order by l.id, n`,
  `insert into annotation_tag (layer_id, annotation_id, tag_id, tagged_by, tagged_at)
     select layer_id, annotation_id, 'bench-tag-000000000000', author_id, now()
       from annotation n join layer l on l.id = n.layer_id where l.assignment_id = $1 and $2::int > 0`,
  `insert into comment (layer_id, comment_id, workspace_id, article_id, annotation_id, author_id, created_at, text)
     select layer_id, 'reply-to-' || annotation_id, n.workspace_id, n.article_id, annotation_id, author_id, now(), 'R'
       from annotation n join layer l on l.id = n.layer_id
      where l.assignment_id = $1 and $2::int > 0 and annotation_id like '%5'`,
];

/** An assignment as large as the settings say, half of it submitted. */
async function fill(url: string, database: DataSource): Promise<{ owner: HttpClient; id: string }> {
  const { owner, workspaceId } = await makeWorkspace(url);
  for (const sql of FILL) await database.query(sql, [workspaceId, people]);
  const ids: string[] = [];
  for (let article = 0; article < articles; article++) ids.push((await addArticle(owner, workspaceId)).id);
  const body = {
    title: "Bench",
    kind: "blind",
    articles: ids,
    asks: { annotations, replies: 1, tags: 1, tagParents: [] },
  };
  const { id } = good(await owner.post<Assignment>(`/api/workspaces/${workspaceId}/assignments`, body));
  good(await owner.post(`/api/assignments/${id}/publish`));
  for (const sql of WORK) await database.query(sql, [id, annotations]);
  await database.query(
    "update assignment_person set submitted_at = now() where assignment_id = $1 and actor_id like '%1'",
    [id],
  );
  return { owner, id };
}

async function measure(url: string, database: DataSource): Promise<{ times: number[]; bytes: number; work: number }> {
  const { owner, id } = await fill(url, database);
  const times: number[] = [];
  let bytes = 0;
  let work = 0;
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    const { rows } = good(await owner.get<Grid>(`/api/assignments/${id}/grid`));
    times.push(performance.now() - began);
    bytes = JSON.stringify(rows).length;
    work = rows.reduce((sum, { cells }) => sum + cells.reduce((all, cell) => all + (cell?.[0] ?? 0), 0), 0);
  }
  if (work !== people * articles * annotations) throw new Error(`the grid counts ${work} annotations`);
  return { times, bytes, work };
}

printHeader(`The grid of ${people} people × ${articles} articles, ${annotations} annotations in each cell.`);
const table = [["", "first", "median", "slowest", "answer"]];
const marks: Mark[] = [];
for (const side of listSetting("BENCH_SIDES", "postgresql,embedded")) {
  const { times, bytes } = await onDatabase(side)(measure);
  const sorted = [...times].sort((a, b) => a - b);
  const slowest = sorted.at(-1) ?? Number.NaN;
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  table.push([
    side,
    figure(times[0] ?? 0, "ms"),
    figure(median, "ms"),
    figure(slowest, "ms"),
    figure(bytes / 1_024, "KB"),
  ]);
  marks.push({ what: `${side}: the slowest of ${rounds}`, measured: slowest, mark: 1_000, unit: "ms" });
}
printTable(table);
printMarks(marks);
