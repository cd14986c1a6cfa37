import type { TagExample, TagState } from "@postil/shared/schema/tag";
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

  /** Among its siblings; equal ones stand by name. */
  @Column({ type: "int", name: "order_key", default: 0 })
  order!: number;

  @Column({ type: "text" })
  name!: string;

  /** The definition. */
  @Column({ type: "text", default: "" })
  description!: string;

  @Column({ type: "text", name: "when_to_use", default: "" })
  whenToUse!: string;

  @Column({ type: "text", name: "when_not", default: "" })
  whenNot!: string;

  @Column({ type: "jsonb", default: [] })
  examples!: TagExample[];

  @Column({ type: "text", nullable: true })
  sign!: string | null;

  /** Index into the palette, 0-11. */
  @Column({ type: "smallint" })
  colour!: number;

  /** The key 1-9 that applies it. */
  @Column({ type: "smallint", nullable: true })
  shortcut!: number | null;

  @Column({ type: "text", default: "accepted" })
  state!: TagState;

  /** An actor. */
  @Column({ type: "text", name: "made_by", nullable: true })
  madeBy!: string | null;

  /** Of a tag made while coding blind: opens with this assignment's layers. */
  @Column({ type: "text", name: "assignment_id", nullable: true })
  assignmentId!: string | null;

  /** Names it in other programs (REFI-QDA). */
  @Column({ type: "uuid", default: () => "gen_random_uuid()" })
  guid!: string;

  /** Kept on what carries it, not offered any more. */
  @Column({ type: "timestamptz", name: "archived_at", nullable: true })
  archivedAt!: Date | null;

  /** Readers and queries follow it, through several; no document is rewritten. */
  @Column({ type: "text", name: "merged_into", nullable: true })
  mergedInto!: string | null;

  @Column({ type: "timestamptz", name: "merged_at", nullable: true })
  mergedAt!: Date | null;

  /** What stood under it when it was merged: comes back when the merge is undone. */
  @Column({ type: "text", array: true, name: "merged_children", default: [] })
  mergedChildren!: string[];

  /** A deleted tag's entries are hidden, not erased. */
  @Column({ type: "timestamptz", name: "deleted_at", nullable: true })
  deletedAt!: Date | null;

  @Column({ type: "timestamptz", name: "created_at", default: () => "now()" })
  createdAt!: Date;
}

export type TagRow = TagEntity;

/** Made while coding blind: its maker's alone until the reveal. */
export function isOwn(tag: Pick<TagRow, "state">): boolean {
  return tag.state === "own";
}
