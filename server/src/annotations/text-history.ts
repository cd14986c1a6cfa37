import { Injectable } from "@nestjs/common";
import { layerDocumentName } from "@postil/shared/document/text-document";
import type { TextVersion } from "@postil/shared/schema/thread";
import { DataSource } from "typeorm";
import { ArticleAccess } from "../articles/article-access.ts";
import { notFound } from "../platform/errors.ts";
import { withPresentNames } from "./present-names.ts";

/** A version by the same person within this time of the one after it was a pause in typing, in ms. */
const TYPING = 60_000;
/** Versions read at most, the newest of them. */
const MOST = 2_000;
/** Versions answered at most. */
const SHOWN = 200;

/** `entry`: whose it is, and whether it, or the annotation that it belongs to, was deleted. */
const KINDS = {
  note: {
    map: "notes",
    entry: `select author_id as author, deleted_at is not null as deleted from annotation
             where layer_id = $1 and annotation_id = $2`,
  },
  comment: {
    map: "commentTexts",
    entry: `select c.author_id as author, c.deleted_at is not null or n.deleted_at is not null as deleted
              from comment c join annotation n on n.layer_id = c.layer_id and n.annotation_id = c.annotation_id
             where c.layer_id = $1 and c.comment_id = $2`,
  },
} as const;

interface VersionRow {
  text: string;
  actor: string;
  name: string | null;
  colour: number | null;
  at: Date;
}

/** Reads what a note or a comment read before. */
@Injectable()
export class TextHistory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly articles: ArticleAccess,
  ) {}

  /**
   * Newest first. Notes are stored while they are typed: of versions that followed each other within a minute only the
   * last counts. 404 for a layer that the caller may not read, and for what was deleted, unless the caller wrote it or
   * moderates the layer.
   */
  async of(userId: string, layerId: string, kind: "note" | "comment", id: string): Promise<TextVersion[]> {
    const { layer } = await this.articles.layer(userId, layerId);
    const { map, entry: entrySql } = KINDS[kind];
    const found: { author: string; deleted: boolean }[] = await this.dataSource.query(entrySql, [layer.id, id]);
    const [entry] = found;
    const mayRead = entry && (!entry.deleted || entry.author === layer.actor || layer.rights.canModerate);
    if (!mayRead) throw notFound(`There is no such ${kind} in this layer.`);
    const rows: VersionRow[] = await this.dataSource.query(
      `select coalesce(r.value->>'text', '') as text, r.actor_id as actor, a.name, a.colour, r.at
         from entry_revision r left join actor a on a.id = r.actor_id and a.workspace_id = $4
        where r.document_id = $1 and r.map = $2 and r.key = $3 order by r.id desc limit ${MOST}`,
      [layerDocumentName(layer.id), map, id, layer.workspaceId],
    );
    const versions = (kind === "note" ? withoutPauses(rows) : rows).slice(0, SHOWN);
    const texts = await withPresentNames(
      this.dataSource.manager,
      layer.workspaceId,
      versions.map(({ text }) => text),
    );
    return versions.map(({ text, actor, name, colour, at }, place) => ({
      text: texts[place] ?? text,
      actor,
      name: name ?? "",
      colour: colour ?? 0,
      at: at.toISOString(),
    }));
  }
}

/** `rows`: newest first. */
export function withoutPauses<T extends { text: string; actor: string; at: Date }>(rows: readonly T[]): T[] {
  const kept: T[] = [];
  let after: T | undefined;
  for (const row of rows) {
    const pause = after && row.actor === after.actor && after.at.getTime() - row.at.getTime() < TYPING;
    if (!pause && row.text !== kept.at(-1)?.text) kept.push(row);
    after = row;
  }
  return kept;
}
