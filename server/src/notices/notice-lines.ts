import { plainText } from "@postil/shared/schema/comment";
import type { Notice, NoticeActor, NoticeKind } from "@postil/shared/schema/notice";
import { cutText } from "@postil/shared/text/cut-text";

/** Units of UTF-16 that a line shows of a passage and of what was written. */
const QUOTE_LENGTH = 120;
const TEXT_LENGTH = 240;

/** A line as the database gives it: the columns of the latest notice in it, and what is gathered. */
export interface LineRow {
  id: string;
  kind: NoticeKind;
  count: number;
  people: number;
  at: Date;
  readAt: Date | null;
  workspaceId: string;
  workspace: string;
  layer: string | null;
  annotation: string | null;
  articleId: string | null;
  article: string | null;
  quote: string | null;
  text: string | null;
  /** The latest first, each once, ids as documents name them. */
  by: string[];
  assignmentId: string | null;
  assignment: string | null;
  dueAt: Date | null;
  timeZone: string | null;
}

/** `actors`: by id, with those whom texts mention. */
export function toNotice(row: LineRow, actors: ReadonlyMap<string, NoticeActor>): Notice {
  const { id, kind, count, people } = row;
  const thread = threadOf(row, actors);
  const assignment =
    row.assignmentId === null
      ? null
      : {
          id: row.assignmentId,
          title: row.assignment ?? "",
          dueAt: row.dueAt?.toISOString() ?? null,
          timeZone: row.timeZone ?? "UTC",
        };
  return {
    ...{ id, kind, count, people, thread, assignment },
    at: row.at.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
    workspace: { id: row.workspaceId, name: row.workspace },
    actors: row.by.flatMap((actor) => actors.get(actor) ?? []),
    path: thread
      ? `/a/${thread.article.id}?layer=${thread.layer}&annotation=${thread.annotation}`
      : `/w/${row.workspaceId}/assignments/${row.assignmentId ?? ""}`,
  };
}

function threadOf(row: LineRow, actors: ReadonlyMap<string, NoticeActor>): Notice["thread"] {
  if (row.layer === null || row.annotation === null || row.articleId === null) return null;
  return {
    layer: row.layer,
    annotation: row.annotation,
    article: { id: row.articleId, title: row.article ?? "" },
    quote: shortened(row.quote ?? "", QUOTE_LENGTH),
    text: shortened(
      plainText(row.text ?? "", (actor) => actors.get(actor)?.name),
      TEXT_LENGTH,
    ),
  };
}

/** On one line. */
export function shortened(text: string, most: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= most) return line;
  return `${cutText(line, most - 1).trimEnd()}…`;
}
