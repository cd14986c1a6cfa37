import { Column, Entity, PrimaryColumn } from "typeorm";

/**
 * Whom documents name as author: one a person and workspace, one a person and pseudonymous assignment, one an
 * imported author. Outlives membership and account, so that work keeps its author's name.
 */
@Entity({ name: "actor" })
export class Actor {
  @PrimaryColumn({ type: "text" })
  id!: string;

  @Column({ type: "text", name: "workspace_id" })
  workspaceId!: string;

  @Column({ type: "text", name: "user_id", nullable: true })
  userId!: string | null;

  @Column({ type: "text", name: "assignment_id", nullable: true })
  assignmentId!: string | null;

  @Column({ type: "text" })
  name!: string;

  /** Index into the palette, 0-11. */
  @Column({ type: "smallint" })
  colour!: number;

  @Column({ type: "timestamptz", name: "created_at", default: () => "now()" })
  createdAt!: Date;
}
