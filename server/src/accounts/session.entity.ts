import { Column, Entity, PrimaryColumn } from "typeorm";

/** A sign-in that lasts until `expiresAt`, which moves on while it is used. */
@Entity({ name: "session" })
export class Session {
  @PrimaryColumn({ type: "bytea", name: "id_hash" })
  idHash!: Buffer;

  @Column({ type: "text", name: "user_id" })
  userId!: string;

  @Column({ type: "timestamptz", name: "created_at" })
  createdAt!: Date;

  @Column({ type: "timestamptz", name: "last_seen_at" })
  lastSeenAt!: Date;

  @Column({ type: "timestamptz", name: "expires_at" })
  expiresAt!: Date;
}
