import type { Role } from "@postil/shared/schema/role";
import { Column, Entity, PrimaryColumn } from "typeorm";

/** A link that lets one person in, once. Only the hash of its token is kept. */
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
}
