import { Injectable } from "@nestjs/common";
import { textDocumentName } from "@postil/shared/document/text-document";
import type { Anchor } from "@postil/shared/schema/anchor";
import type { AnnotationTarget } from "@postil/shared/schema/annotation";
import { DataSource } from "typeorm";
import { Locks } from "../platform/database/locks.ts";
import { AppError } from "../platform/errors.ts";
import { RoomService } from "../sync/room.service.ts";
import { QuarantinedError } from "../sync/update-log.ts";
import type { AnnotationRow } from "./annotation-row.ts";
import { type Place, type PlacedPart, placeAnchor, placeParts, placingText } from "./place-anchor.ts";

interface AnchoredRow {
  layerId: string;
  annotationId: string;
  target: AnnotationTarget;
  anchor: Anchor | null;
  textVersion: string;
}

const ANCHORED = `n.layer_id as "layerId", n.annotation_id as "annotationId", n.target, n.anchor,
  n.text_version as "textVersion"`;

/** Rows of one slice: a room's queue waits no longer than placing these takes. */
const SLICE = 500;

/**
 * A change of an article's text leaves the rows of its annotations as they are, as of an older version: one keystroke
 * must not rewrite 10,000 rows. They are brought up to date when somebody reads them.
 */
@Injectable()
export class StalePlaces {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rooms: RoomService,
    private readonly locks: Locks,
  ) {}

  /** Rewrites the places of every stale row of these articles. Their texts may have gone on when it is done. */
  async refresh(articleIds: readonly string[]): Promise<void> {
    const stale: { articleId: string }[] = await this.dataSource.query(
      `select d.article_id as "articleId" from document d
        where d.kind = 'text' and d.article_id = any($1::text[]) and exists (
          select 1 from annotation n where n.article_id = d.article_id and n.text_version < d.head_seq
             and n.target = 'passage')`,
      [articleIds],
    );
    for (const { articleId } of stale) {
      await this.unlessUnreadable(() =>
        this.locks.withLock(`places/${articleId}`, () => this.refreshArticle(articleId)),
      );
    }
  }

  /** Replaces the places of rows that are stale, in the rows themselves; the tables stay as they are. */
  async overlay(rows: readonly AnnotationRow[]): Promise<void> {
    const passages = rows.filter((row) => row.target === "passage");
    const articleIds = [...new Set(passages.map((row) => row.articleId))];
    if (articleIds.length === 0) return;
    const heads: { articleId: string; headSeq: string }[] = await this.dataSource.query(
      `select article_id as "articleId", head_seq as "headSeq" from document
        where kind = 'text' and article_id = any($1::text[])`,
      [articleIds],
    );
    for (const { articleId, headSeq } of heads) {
      const stale = passages.filter((row) => row.articleId === articleId && Number(row.textVersion) < Number(headSeq));
      if (stale.length > 0) await this.unlessUnreadable(() => this.overlayArticle(articleId, stale));
    }
  }

  /**
   * The parts of those that are discontinuous, as they stand now, by `layer/annotation`. Offsets are code points; an
   * orphan's parts are its words alone.
   */
  async parts(rows: readonly AnnotationRow[]): Promise<Map<string, PlacedPart[]>> {
    const split: (AnchoredRow & { articleId: string; anchor: Anchor })[] = await this.dataSource.query(
      `select ${ANCHORED}, n.article_id as "articleId" from annotation n
         join unnest($1::text[], $2::text[]) as wanted(layer_id, annotation_id) using (layer_id, annotation_id)
        where n.target = 'passage' and jsonb_array_length(n.anchor->'segments') > 1`,
      [rows.map((row) => row.layerId), rows.map((row) => row.annotationId)],
    );
    const found = new Map<string, PlacedPart[]>();
    for (const articleId of new Set(split.map((row) => row.articleId))) {
      const here = split.filter((row) => row.articleId === articleId);
      await this.unlessUnreadable(() =>
        this.rooms.withText(articleId, (snapshot) => {
          const text = placingText(snapshot);
          for (const row of here) found.set(`${row.layerId}/${row.annotationId}`, placeParts(row.anchor, text));
        }),
      );
    }
    return found;
  }

  /** One article whose text is deleted meanwhile, or damaged, must not keep the others from being read. */
  private async unlessUnreadable(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const gone = error instanceof AppError && error.status === 404;
      if (!gone && !(error instanceof QuarantinedError)) throw error;
    }
  }

  private async overlayArticle(articleId: string, rows: readonly AnnotationRow[]): Promise<void> {
    const anchored: AnchoredRow[] = await this.dataSource.query(
      `select ${ANCHORED} from annotation n
         join unnest($1::text[], $2::text[]) as wanted(layer_id, annotation_id) using (layer_id, annotation_id)`,
      [rows.map((row) => row.layerId), rows.map((row) => row.annotationId)],
    );
    const { places } = await this.place(articleId, anchored);
    const byKey = new Map(anchored.map((row, index) => [`${row.layerId}/${row.annotationId}`, places[index]]));
    for (const row of rows) {
      const place = byKey.get(`${row.layerId}/${row.annotationId}`);
      if (!place) continue;
      const { state, start, end, quote, prefix, suffix } = place;
      Object.assign(row, { anchorState: state, start, end, quote, prefix, suffix });
    }
  }

  private async refreshArticle(articleId: string): Promise<void> {
    let after = { layerId: "", annotationId: "" };
    for (;;) {
      const rows: AnchoredRow[] = await this.dataSource.query(
        `select ${ANCHORED} from annotation n
          where n.article_id = $1 and n.target = 'passage' and (n.layer_id, n.annotation_id) > ($2, $3)
            and n.text_version < (select head_seq from document where id = $4)
          order by n.layer_id, n.annotation_id limit ${SLICE}`,
        [articleId, after.layerId, after.annotationId, textDocumentName(articleId)],
      );
      const last = rows.at(-1);
      if (!last) return;
      await this.write(rows, await this.place(articleId, rows));
      after = last;
    }
  }

  private place(articleId: string, rows: readonly AnchoredRow[]): Promise<{ version: number; places: Place[] }> {
    return this.rooms.withText(articleId, (snapshot) => {
      const text = placingText(snapshot);
      return { version: text.version, places: rows.map((row) => placeAnchor(row.target, row.anchor, text)) };
    });
  }

  /** A row that a commit has derived anew meanwhile is left alone: its version is another one. */
  private async write(rows: readonly AnchoredRow[], found: { version: number; places: Place[] }): Promise<void> {
    const changes = rows.map((row, index) => ({
      layer_id: row.layerId,
      annotation_id: row.annotationId,
      old_version: row.textVersion,
      ...found.places[index],
    }));
    await this.dataSource.query(
      `update annotation n set start_offset = c.start, end_offset = c."end", quote = c.quote, prefix = c.prefix,
              suffix = c.suffix, anchor_state = c.state, text_version = $2
         from jsonb_to_recordset($1::jsonb) as c(layer_id text, annotation_id text, old_version bigint, state text,
              start integer, "end" integer, quote text, prefix text, suffix text)
        where n.layer_id = c.layer_id and n.annotation_id = c.annotation_id and n.text_version = c.old_version`,
      [JSON.stringify(changes), found.version],
    );
  }
}
