import type { Role } from "@postil/shared/schema/role";
import { Column, Entity, PrimaryColumn } from "typeorm";

/**
 * Lets one person in, once, by its first link or a further one (`invitation_link`). Only the hashes of tokens are kept.
 */
@Entity({ name: "invitation" })
export class InvitationEntity {
  @PrimaryColumn({ type: "text" })
  id!: string;

  @Column({ type: "text", name: "workspace_id" })
  workspaceId!: string;

  @Column({ type: "bytea", name: "token_hash", unique: true })
  tokenHash!: Buffer;

  @Column({ type: "text" })
  role!: Role;

  /** Where set, only the account with this address may accept. */
  @Column({ type: "text", nullable: true })
  email!: string | null;

  /** The inviting actor. */
  @Column({ type: "text", name: "created_by" })
  createdBy!: string;

  @Column({ type: "timestamptz", name: "created_at" })
  createdAt!: Date;

  @Column({ type: "timestamptz", name: "expires_at" })
  expiresAt!: Date;

  @Column({ type: "timestamptz", name: "accepted_at", nullable: true })
  acceptedAt!: Date | null;

  @Column({ type: "text", name: "accepted_by", nullable: true })
  acceptedBy!: string | null;

  @Column({ type: "timestamptz", name: "revoked_at", nullable: true })
  revokedAt!: Date | null;

  /** As the list had it that they were invited from. */
  @Column({ type: "text", nullable: true })
  name!: string | null;

  /** null: not to be mailed. `sending`: a server has taken it, at `mailAt`. */
  @Column({ type: "text", name: "mail_state", nullable: true })
  mailState!: "waiting" | "sending" | "sent" | "failed" | null;

  @Column({ type: "text", name: "mail_problem", nullable: true })
  mailProblem!: string | null;

  /** Since when it is in that state. */
  @Column({ type: "timestamptz", name: "mail_at", nullable: true })
  mailAt!: Date | null;
}
