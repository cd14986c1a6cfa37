import { parse } from "csv-parse/sync";
import { operate, Workspace } from "./annotation-fixtures.ts";

/** A row of a CSV, by its header. */
type Row = Record<string, string>;

export function readCsv(bytes: Buffer): Row[] {
  return parse(bytes, { bom: true, columns: true, record_delimiter: ["\r\n", "\n", "\r"] });
}

/** The text of an article whose offsets differ by how one counts. */
export const TEXT = "👩‍🔬 She said: 🌊🌊 the river rose.\n“Nobody”, a neighbour added, had — warned them.\n";

/** Everything that has ever broken a CSV, in notes, names, tags and comments. */
export const NASTY = [
  '=HYPERLINK("http://evil.example","x")',
  "+1+1",
  "-1",
  "@SUM(A1)",
  "＝1",
  "＋1",
  "－1",
  "＠1",
  'say "yes", she said; or: no',
  "two\nlines\r\nand three\rand four",
  "  blanks at both ends  ",
  "'already quoted",
  "tab\there",
  "NA",
  "NULL",
  "007",
  "1e5",
  "2025-04-30",
  "ünïcödé 日本語 👩‍🔬🌊",
  "\u2028line separator",
  "\\backslash\\n",
  '""""',
  ",,,",
  "\ufeffmark",
];

/** A workspace that holds all of it. */
export async function nastyWorkspace(url: string) {
  const workspace = await Workspace.create(url, "Übung = 1", "=Ada");
  const ben = await workspace.join("annotator", "Ben");
  const vic = await workspace.join("viewer", "Vic");
  const article = await workspace.article("=A1, “quoted”", TEXT, { "=wave": "-1", outlet: "Reuters" });
  const framing = await workspace.tag("=Framing");
  const threat = await workspace.tag('Threat, "grave"', framing);
  const voice = await workspace.tag("@Voice");
  const made = await operate(
    ben,
    article.team,
    NASTY.map((note) => ({ op: "annotate" as const, passages: [{ exact: "🌊🌊 the river" }], note })),
  );
  await operate(
    workspace.owner,
    article.team,
    made.map((annotation, index) => ({ op: "comment" as const, annotation, text: NASTY[index] ?? "" })),
  );
  await operate(workspace.owner, article.team, [
    { op: "tag", annotation: made[0] ?? "", tag: voice },
    { op: "tag", annotation: made[0] ?? "", tag: threat },
  ]);
  return { workspace, ben, vic, article, made, framing, threat, voice };
}
