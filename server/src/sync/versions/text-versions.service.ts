import { setImmediate as nextTurn } from "node:timers/promises";
import { Injectable } from "@nestjs/common";
import { readMarks } from "@postil/shared/anchor/text-edits";
import { articleMarks, articleText, textDocumentName } from "@postil/shared/document/text-document";
import type { TextVersionContent, TextVersionSummary } from "@postil/shared/schema/text-version";
import { DataSource } from "typeorm";
import * as Y from "yjs";
import { ArticleAccess } from "../../articles/article-access.ts";
import { SYSTEM_ACTOR } from "../../articles/article-documents.ts";
import { notFound } from "../../platform/errors.ts";
import { applyLog } from "../log/apply-log.ts";
import { asUnreadable } from "../quarantine.ts";
import { groupVersions, type LogStretch } from "./version-groups.ts";

/** Rows of the log applied before others have a turn. */
const SLICE = 1_000;

/** Reads what an article's text was, from its log. */
@Injectable()
export class TextVersions {
  /** One at a time in a process: each holds a whole document and its log. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly access: ArticleAccess,
  ) {}

  /** Newest first. 403 for members who may not correct texts. */
  async list(
    userId: string,
    articleId: string,
    { before, limit }: { before: number | null; limit: number },
  ): Promise<{ items: TextVersionSummary[]; next: number | null }> {
    const { article } = await this.access.require(userId, articleId, "edit-text");
    const rows: (Omit<LogStretch, "first" | "last" | "changes"> & Record<"first" | "last" | "changes", string>)[] =
      await this.dataSource.query(
        `select actor_id as actor, min(seq) as first, max(seq) as last, min(at) as "from", max(at) as "to",
                count(*) as changes
           from document_update where document_id = $1
          group by actor_id, date_trunc('minute', at) order by min(seq)`,
        [textDocumentName(articleId)],
      );
    const stretches = rows.map(({ first, last, changes, ...row }) => ({
      ...row,
      first: Number(first),
      last: Number(last),
      changes: Number(changes),
    }));
    const versions = groupVersions(stretches, SYSTEM_ACTOR)
      .reverse()
      .filter(({ seq }) => before === null || seq < before);
    const page = versions.slice(0, limit);
    const people = await this.people(
      article.workspaceId,
      page.flatMap(({ actors }) => actors),
    );
    const items = page.map(({ seq, from, to, actors, changes }) => ({
      seq,
      from: from.toISOString(),
      to: to.toISOString(),
      people: actors.map((actor) => people.get(actor) ?? { actor, name: "", colour: 0 }),
      changes,
    }));
    return { items, next: versions.length > page.length ? (page.at(-1)?.seq ?? null) : null };
  }

  /** The text after the row `seq` of its log. 403 as above; 404 when there is no such row. */
  async read(userId: string, articleId: string, seq: number): Promise<TextVersionContent> {
    await this.access.require(userId, articleId, "edit-text");
    const mine = this.turn.then(() => this.build(textDocumentName(articleId), seq));
    this.turn = mine.catch(() => undefined);
    return mine.catch(asUnreadable);
  }

  private async build(name: string, seq: number): Promise<TextVersionContent> {
    const doc = new Y.Doc();
    const text = articleText(doc);
    articleMarks(doc);
    for (let at = 0; at < seq; at += SLICE) {
      const rows: { bytes: Buffer }[] = await this.dataSource.query(
        "select bytes from document_update where document_id = $1 and seq > $2 and seq <= $3 order by seq",
        [name, at, Math.min(seq, at + SLICE)],
      );
      if (rows.length !== Math.min(seq, at + SLICE) - at) throw notFound("There is no such version of this text.");
      applyLog(doc, { name, snapshot: null, updates: rows.map(({ bytes }) => new Uint8Array(bytes)) });
      await nextTurn();
    }
    const marks = readMarks(doc).map(({ id: _, ...mark }) => mark);
    const content = { seq, text: text.toString(), marks };
    doc.destroy();
    return content;
  }

  private async people(workspaceId: string, actors: readonly string[]) {
    const rows: { actor: string; name: string; colour: number }[] = await this.dataSource.query(
      "select id as actor, name, colour from actor where workspace_id = $1 and id = any($2::text[])",
      [workspaceId, [...new Set(actors)]],
    );
    return new Map(rows.map((row) => [row.actor, row]));
  }
}
