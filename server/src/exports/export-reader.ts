import { threadOrder } from "@postil/shared/document/thread-order";
import type { ExportedAnnotation, ExportedComment, ExportedTag, Part, RowShape } from "@postil/shared/export/rows";
import type { AnnotationFilter } from "@postil/shared/schema/annotation-query";
import { plainText } from "@postil/shared/schema/comment";
import { DataSource } from "typeorm";
import { annotationConditions } from "../annotations/annotation-conditions.ts";
import { ANNOTATION_COLUMNS, type AnnotationRow, annotationUrl } from "../annotations/annotation-row.ts";
import type { AnnotationScope, ScopeArticle } from "../annotations/annotation-scope.ts";
import type { StalePlaces } from "../annotations/stale-places.ts";
import { Parameters } from "../platform/database/parameters.ts";

interface Key {
  layerId: string;
  annotationId: string;
}

/** Times in epoch ms. */
interface TagRecord {
  tagId: string;
  taggedBy: string;
  taggedAt: number;
}

interface CommentRecord {
  id: string;
  parent: string | null;
  authorId: string;
  createdAt: number;
  editedAt: number | null;
  text: string;
  deleted: boolean;
}

interface PageRow extends AnnotationRow {
  tags: TagRecord[] | null;
  comments: CommentRecord[] | null;
}

const ms = (instant: string) => `round(extract(epoch from ${instant}) * 1000)`;

const TAGS = `(
  select json_agg(json_build_object('tagId', t.tag_id, 'taggedBy', t.tagged_by, 'taggedAt', ${ms("t.tagged_at")}))
    from annotation_tag t where t.layer_id = n.layer_id and t.annotation_id = n.annotation_id)`;

const COMMENTS = `(
  select json_agg(json_build_object('id', c.comment_id, 'parent', c.parent_id, 'authorId', c.author_id,
                  'createdAt', ${ms("c.created_at")}, 'editedAt', ${ms("c.edited_at")}, 'text', c.text,
                  'deleted', c.deleted_at is not null))
    from comment c where c.layer_id = n.layer_id and c.annotation_id = n.annotation_id)`;

/** Annotations whose keys are read at once; a single article with more of them is one batch. */
const BATCH = 5_000;
/** Annotations read at once: a query that keeps the embedded database from others for a few milliseconds. */
const PAGE = 500;

/** What is read of each: what a CSV of that shape holds, or everything, parts of discontinuous passages too. */
export type ReadShape = RowShape | "whole";

export interface ExportQuestion {
  scope: AnnotationScope;
  filter: AnnotationFilter;
  shape: ReadShape;
  /** Of the urls. */
  origin: string;
  /** Actor id -> name. */
  names: ReadonlyMap<string, string>;
  /** Actors to be shown as another: a pseudonym as the member it stands for. */
  standsFor: ReadonlyMap<string, string>;
}

/**
 * Reads what an export holds, page by page, by article (title), place and time. The keys of a batch of articles are
 * read first: pages cut at places would repeat or skip annotations that move while the text is corrected.
 * No transaction stays open between pages, however slowly they are taken.
 */
export class ExportReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly places: StalePlaces,
    private readonly question: ExportQuestion,
  ) {}

  /** How many annotations there are just now. */
  async count(): Promise<number> {
    const { scope, filter } = this.question;
    if (scope.layers.size === 0) return 0;
    const values = new Parameters();
    const conditions = annotationConditions(filter, scope, values);
    const [row]: { count: number }[] = await this.dataSource.query(
      `select count(*)::int as count from annotation n where ${conditions.join(" and ")}`,
      values.values,
    );
    return row?.count ?? 0;
  }

  async *pages(): AsyncGenerator<ExportedAnnotation[], void, undefined> {
    for (const batch of await this.batches()) {
      await this.places.refresh(batch.map((article) => article.id));
      const keys = await this.keys(batch);
      const articles = new Map(batch.map((article) => [article.id, article]));
      const page = (from: number) => this.page(keys.slice(from, from + PAGE), articles);
      let next = keys.length > 0 ? page(0) : null;
      for (let from = PAGE; next; from += PAGE) {
        const current: ExportedAnnotation[] = await next;
        // One page ahead, so that the database works while this one is written out.
        next = from < keys.length ? page(from) : null;
        // Whoever stops here never asks how it went.
        next?.catch(() => undefined);
        yield current;
      }
    }
  }

  /** The scope's articles that hold something, in order, put together up to the size of a batch. */
  private async batches(): Promise<ScopeArticle[][]> {
    const { scope, filter } = this.question;
    if (scope.layers.size === 0) return [];
    // Words are looked for in quotes: stale ones would find what isn't there any more.
    if (filter.q) await this.places.refresh(scope.articles.map((article) => article.id));
    const values = new Parameters();
    const conditions = annotationConditions(filter, scope, values);
    const counts: { articleId: string; count: number }[] = await this.dataSource.query(
      `select n.article_id as "articleId", count(*)::int as count from annotation n
        where ${conditions.join(" and ")} group by n.article_id`,
      values.values,
    );
    const countOf = new Map(counts.map((row) => [row.articleId, row.count]));
    const batches: ScopeArticle[][] = [];
    let room = 0;
    for (const article of scope.articles) {
      const count = countOf.get(article.id);
      if (count === undefined) continue;
      if (count > room) {
        batches.push([]);
        room = BATCH;
      }
      batches.at(-1)?.push(article);
      room -= count;
    }
    return batches;
  }

  private keys(batch: readonly ScopeArticle[]): Promise<Key[]> {
    const { scope, filter } = this.question;
    const values = new Parameters();
    const conditions = annotationConditions(filter, scope, values);
    const ids = values.add(batch.map((article) => article.id));
    return this.dataSource.query(
      `select n.layer_id as "layerId", n.annotation_id as "annotationId" from annotation n
         join unnest(${ids}::text[]) with ordinality as batch(article_id, position) on batch.article_id = n.article_id
        where ${conditions.join(" and ")}
        order by batch.position, n.start_offset nulls last, n.created_at, n.annotation_id, n.layer_id`,
      values.values,
    );
  }

  private async page(keys: readonly Key[], articles: ReadonlyMap<string, ScopeArticle>): Promise<ExportedAnnotation[]> {
    const { shape } = this.question;
    // "offset 0" keeps each look-up by itself, on the key's index: the embedded database has no statistics, and
    // would read the whole table for a page.
    const rows: PageRow[] = await this.dataSource.query(
      `select ${ANNOTATION_COLUMNS}, ${shape === "comment" ? "null" : TAGS} as tags,
              ${shape === "tag" ? "null" : COMMENTS} as comments
         from unnest($1::text[], $2::text[]) with ordinality as wanted(layer_id, annotation_id, position)
        cross join lateral (
          select * from annotation a where a.layer_id = wanted.layer_id and a.annotation_id = wanted.annotation_id
             and a.deleted_at is null offset 0) n
        order by wanted.position`,
      [keys.map((key) => key.layerId), keys.map((key) => key.annotationId)],
    );
    await this.places.overlay(rows);
    const parts = shape === "whole" ? await this.places.parts(rows) : new Map<string, Part[]>();
    return rows.flatMap((row) => {
      const article = articles.get(row.articleId);
      return article ? [this.exported(row, article, parts.get(`${row.layerId}/${row.annotationId}`))] : [];
    });
  }

  private exported(row: PageRow, article: ScopeArticle, parts: Part[] | undefined): ExportedAnnotation {
    const { scope, origin } = this.question;
    const layer = scope.layers.get(row.layerId);
    if (!layer) throw new Error("a row outside of its scope");
    return {
      id: row.annotationId,
      articleId: row.articleId,
      article: article.title,
      layer: layer.kind,
      on: row.target,
      authorId: this.actor(row.authorId),
      author: this.name(row.authorId),
      createdAt: row.createdAt.getTime(),
      updatedAt: row.updatedAt.getTime(),
      start: row.start,
      end: row.end,
      quote: row.quote,
      parts: row.target === "passage" ? (parts ?? [{ start: row.start, end: row.end, exact: row.quote }]) : [],
      prefix: row.prefix,
      suffix: row.suffix,
      note: this.words(row.note),
      resolvedAt: row.resolvedAt?.getTime() ?? null,
      resolvedBy: row.resolvedBy === null ? null : this.name(row.resolvedBy),
      anchor: row.anchorState,
      url: annotationUrl(origin, row),
      tags: this.exportedTags(row.tags ?? []),
      comments: this.exportedComments(row.comments ?? []),
      attributes: article.attributes,
    };
  }

  /** By path. Of several tags that are one by now, merged, the first one put there counts. */
  private exportedTags(records: readonly TagRecord[]): ExportedTag[] {
    if (records.length === 0) return [];
    const tags = new Map<string, ExportedTag>();
    const byTime = [...records].sort((a, b) => a.taggedAt - b.taggedAt || (a.tagId < b.tagId ? -1 : 1));
    for (const record of byTime) {
      const living = this.question.scope.tags.living(record.tagId);
      if (!living || tags.has(living.id)) continue;
      tags.set(living.id, {
        id: living.id,
        name: living.name,
        path: this.question.scope.tags.path(living.id),
        taggedBy: this.name(record.taggedBy),
        taggedAt: record.taggedAt,
      });
    }
    return [...tags.values()].sort((a, b) => paths.compare(a.path, b.path) || (a.id < b.id ? -1 : 1));
  }

  private exportedComments(records: readonly CommentRecord[]): ExportedComment[] {
    if (records.length === 0) return [];
    // Deleted ones are put in order as well: what answers them stays where it stood.
    return threadOrder(records)
      .filter((comment) => !comment.deleted)
      .map((comment) => ({
        id: comment.id,
        parentId: comment.parent,
        authorId: this.actor(comment.authorId),
        author: this.name(comment.authorId),
        createdAt: comment.createdAt,
        editedAt: comment.editedAt,
        text: this.words(comment.text),
      }));
  }

  /** As typed, with `@Name` for each mention. */
  private words(text: string): string {
    return plainText(text, (actor) => this.name(actor));
  }

  private actor(actor: string): string {
    return this.question.standsFor.get(actor) ?? actor;
  }

  private name(actor: string): string {
    return this.question.names.get(this.actor(actor)) ?? "";
  }
}

const paths = new Intl.Collator("en", { numeric: true });
