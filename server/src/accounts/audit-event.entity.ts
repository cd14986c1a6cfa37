import { Column, Entity, PrimaryColumn } from "typeorm";

/** Who did what and when. `details` never holds passwords, tokens or note texts. */
@Entity({ name: "audit_event" })
export class AuditEvent {
  /** A bigint, which the driver gives as a string. */
  @PrimaryColumn({ type: "bigint", generated: "identity", generatedIdentity: "ALWAYS" })
  id!: string;

  @Column({ type: "text", name: "workspace_id", nullable: true })
  workspaceId!: string | null;

  @Column({ type: "text", name: "user_id", nullable: true })
  userId!: string | null;

  @Column({ type: "text", name: "actor_id", nullable: true })
  actorId!: string | null;

  @Column({ type: "text" })
  kind!: string;

  @Column({ type: "timestamptz", default: () => "now()" })
  at!: Date;

  @Column({ type: "jsonb", default: {} })
  details!: Record<string, unknown>;
}
