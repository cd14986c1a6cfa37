import { Column, Entity, PrimaryColumn } from "typeorm";

/** A code of a workspace's codebook. Documents name it by id alone. */
@Entity({ name: "tag" })
export class TagEntity {
  @PrimaryColumn({ type: "text" })
  id!: string;

  @Column({ type: "text", name: "workspace_id" })
  workspaceId!: string;

  @Column({ type: "text", name: "parent_id", nullable: true })
  parentId!: string | null;

  @Column({ type: "text" })
  name!: string;

  @Column({ type: "text", default: "" })
  description!: string;

  /** Index into the palette, 0-11. */
  @Column({ type: "smallint" })
  colour!: number;

  /** The key 1-9 that applies it. */
  @Column({ type: "smallint", nullable: true })
  shortcut!: number | null;

  /** Readers and queries follow it; no document is rewritten. */
  @Column({ type: "text", name: "merged_into", nullable: true })
  mergedInto!: string | null;

  /** A deleted tag's entries are hidden, not erased. */
  @Column({ type: "timestamptz", name: "deleted_at", nullable: true })
  deletedAt!: Date | null;

  @Column({ type: "timestamptz", name: "created_at", default: () => "now()" })
  createdAt!: Date;
}

export type TagRow = TagEntity;
