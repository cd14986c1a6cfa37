import { Column, Entity, PrimaryColumn } from "typeorm";

/** A link that sets a new password, once. */
@Entity({ name: "password_reset" })
export class PasswordReset {
  @PrimaryColumn({ type: "bytea", name: "token_hash" })
  tokenHash!: Buffer;

  @Column({ type: "text", name: "user_id" })
  userId!: string;

  @Column({ type: "timestamptz", name: "created_at" })
  createdAt!: Date;

  @Column({ type: "timestamptz", name: "expires_at" })
  expiresAt!: Date;

  @Column({ type: "timestamptz", name: "used_at", nullable: true })
  usedAt!: Date | null;
}
