import type { Attributes } from "@postil/shared/schema/article";
import { Column, Entity, PrimaryColumn } from "typeorm";

/** What is said about a text. The text itself stands in the document `text/<id>`. */
@Entity({ name: "article" })
export class ArticleEntity {
  @PrimaryColumn({ type: "text" })
  id!: string;

  @Column({ type: "text", name: "workspace_id" })
  workspaceId!: string;

  @Column({ type: "text" })
  title!: string;

  @Column({ type: "text", nullable: true })
  source!: string | null;

  @Column({ type: "text", nullable: true })
  author!: string | null;

  /** "2025-04-30", "2025-04" or "2025". */
  @Column({ type: "text", nullable: true })
  published!: string | null;

  @Column({ type: "jsonb", default: {} })
  attributes!: Attributes;

  /** Of the text, in UTF-16 units. */
  @Column({ type: "integer" })
  length!: number;

  @Column({ type: "text", name: "created_by" })
  createdBy!: string;

  @Column({ type: "timestamptz", name: "created_at", default: () => "now()" })
  createdAt!: Date;

  @Column({ type: "timestamptz", name: "updated_at", default: () => "now()" })
  updatedAt!: Date;
}

export type ArticleRow = ArticleEntity;
