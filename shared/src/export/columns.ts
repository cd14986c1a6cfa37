import { defuse } from "./cells.ts";

/** What cells of a column hold, in the words of XML Schema that CSV on the Web uses. */
export type CellType = "string" | "integer" | "dateTime" | "anyURI";

interface Described {
  type: CellType;
  /** A sentence or two, in Markdown. */
  says: string;
  /** Between several values in one cell. */
  separator?: string;
}

const text = (says: string): Described => ({ type: "string", says });
const time = (says: string): Described => ({ type: "dateTime", says: `${says} ISO 8601, UTC.` });
const count = (says: string): Described => ({ type: "integer", says });

/** Every column of every CSV, by name: a README of columns and the metadata beside a CSV are made of this alone. */
const COLUMNS = {
  annotation_id: text("Id of the annotation, the same in every export."),
  article_id: text("Id of the article, the same in every export."),
  article: text("Title of the article."),
  layer: text("Which layer it is in: `team`, `private`, `blind` or `consensus`."),
  author_id: text("Id, within this workspace, of who made it."),
  author: text("Name, or pseudonym, of who made it."),
  created_at: time("The earlier of what the author's clock said and when the server received it."),
  updated_at: time("Last change of the annotation, its note, its tags or its resolution."),
  start: count(
    "Where the passage begins in the article's text now, in Unicode code points from 0. Empty for orphans and for what is about the whole article.",
  ),
  end: count("Where it ends, exclusive, in Unicode code points."),
  quote: text(
    "The passage as it reads now; of an orphan, the words it was made on. Parts of a discontinuous passage are joined by ` […] `.",
  ),
  prefix: text("Up to 32 characters before the passage."),
  suffix: text("Up to 32 characters after the passage."),
  tags: { type: "string", says: "Full paths of its tags, such as `Framing > Threat`.", separator: "; " },
  note: text("The author's note, as typed."),
  comment_count: count("How many comments its thread has."),
  comments: text("Its thread: `Name: text`, one comment a line."),
  resolved_at: time("When the thread was resolved; empty while it is open."),
  resolved_by: text("Name of who resolved it."),
  anchor: text("How the passage was found: by its `position`, by its `quote`, or no longer: `orphaned`."),
  url: { type: "anyURI", says: "Opens the annotation in its place." },
  tag_id: text("Id of the tag, the same in every export."),
  tag: text("Name of the tag."),
  tag_path: text("Names from the root of the codebook to the tag, joined by ` > `."),
  tagged_by: text("Name of who put the tag there."),
  tagged_at: time("When."),
  comment_id: text("Id of the comment, the same in every export."),
  parent_id: text("Id of the comment that it answers; empty for the first of a thread."),
  edited_at: time("When its text was last changed; empty if never."),
  comment: text("Text of the comment, as typed."),
  path: text("Names from the root of the codebook to the tag, joined by ` > `."),
  definition: text("What the tag means."),
  when_to_use: text("When it applies."),
  when_not: text("When it doesn't."),
  examples: text("Examples, one a line: quote, then ` | ` and where it is from."),
  colour: text("Its colour in Postil, as a word."),
  sign: text("The sign shown beside its name."),
  shortcut: text("The key that applies it, 1 to 9."),
  archived: text("`yes` where it is no longer offered."),
  guid: text("Its identifier in REFI-QDA files, the same in every export."),
  person_id: text("Id, within this workspace, of the person."),
  person: text("Name of the person."),
  role: text("`owner`, `instructor`, `annotator`, `commenter` or `viewer`."),
  pseudonym: text("What the person is called in the assignment's layers, where that is another name."),
  state: text("How far the person is: `not-started`, `working`, `submitted` or `late`."),
  annotations: count("How many annotations the person made on the article."),
  replies: count("How many comments the person wrote there."),
  last_activity: time("The person's last change there."),
  due_at: time("When it is due for this person."),
  submitted_at: time("When the person submitted; empty while they haven't."),
  late: text("`yes` if submitted after it was due."),
  overdue: text("`yes` if it is due and not submitted."),
  at: time("When it happened."),
  kind: text("What kind of event it was."),
  what: text("The event in words."),
  subject_id: text("Id, within this workspace, of the person it was done to."),
  subject: text("Name of the person it was done to."),
  about: text("What it was done to, if not a person."),
  details: { type: "string", says: "More about it: `name: value`.", separator: "; " },
} as const satisfies Record<string, Described>;

export type ColumnName = keyof typeof COLUMNS;

/** Columns that mean something else, or hold something else, in one file than in the others. */
const IN_FILE: Readonly<Record<string, Readonly<Record<string, Described>>>> = {
  progress: { tags: count("How many tags the person put there.") },
};

export interface DescribedColumn extends Described {
  name: string;
}

/** What a column of a file (`annotations`, `progress`, …) holds. Throws for a column that nobody has described. */
export function describeColumn(file: string, name: string): DescribedColumn {
  const attribute = name.startsWith("article.") ? name.slice("article.".length) : null;
  if (attribute !== null) return { name, ...text(`The article's attribute “${attribute}”.`) };
  const described: Described | undefined =
    IN_FILE[file]?.[name] ?? (Object.hasOwn(COLUMNS, name) ? COLUMNS[name as ColumnName] : undefined);
  if (!described) throw new Error(`nobody says what the column ${name} holds`);
  return { name, ...described };
}

/** A CSV of a bundle: `name` without ".csv". */
export interface TableDescription {
  name: string;
  title: string;
  columns: readonly string[];
  /** Columns that identify a row. */
  key: readonly string[];
}

/** For people: what each file and each column holds. `raw`: formulas are not defused. */
export function columnsReadme(workspace: string, tables: readonly TableDescription[], raw: boolean): string {
  const parts = tables.map(({ name, title, columns }) =>
    [
      `## ${name}.csv`,
      "",
      `${title}.`,
      "",
      "| column | type | holds |",
      "|---|---|---|",
      ...columns.map((column) => {
        const { type, says } = describeColumn(name, column);
        return `| \`${inCell(column)}\` | ${type} | ${inCell(says)} |`;
      }),
    ].join("\n"),
  );
  const cells = raw
    ? "Cells hold exactly what was written: don't open these files in a spreadsheet, which would run formulas."
    : "Cells that a spreadsheet would run as a formula have a `'` before them.";
  const lead =
    "UTF-8, comma-separated, CRLF at the end of a record, a header row, quoted as RFC 4180 says. An empty cell means " +
    `that there is none. ${cells} \`csv-metadata.json\` says the same to programs (CSV on the Web).`;
  return `# ${inCell(workspace)}: the columns\n\n${lead}\n\n${parts.join("\n\n")}\n`;
}

function inCell(words: string): string {
  return words.replace(/\s+/g, " ").replaceAll("|", "\\|");
}

/** The same for programs: CSV on the Web metadata (W3C, "Metadata Vocabulary for Tabular Data"). */
export function csvwMetadata(tables: readonly TableDescription[], raw: boolean): object {
  return {
    "@context": "http://www.w3.org/ns/csvw",
    dialect: { delimiter: ",", encoding: "utf-8", header: true, lineTerminators: ["\r\n"], quoteChar: '"' },
    tables: tables.map(({ name, title, columns, key }) => ({
      url: `${name}.csv`,
      "dc:title": title,
      tableSchema: {
        columns: columns.map((column) => {
          const { type, says, separator } = describeColumn(name, column);
          return {
            name: columnVariable(column),
            titles: [raw ? column : defuse(column)],
            "dc:description": says,
            datatype: type,
            null: [""],
            ...(separator ? { separator } : {}),
          };
        }),
        ...(key.length > 0 ? { primaryKey: key.map(columnVariable) } : {}),
      },
    })),
  };
}

/** A name as CSV on the Web allows it: a variable of a URI template. */
function columnVariable(name: string): string {
  return encodeURIComponent(name).replace(
    /[^A-Za-z0-9_.%]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}
