import { Column, Entity, PrimaryColumn } from "typeorm";

/** An account. `passwordHash` null: only a sign-in link opens it (the sample's people). */
@Entity({ name: "app_user" })
export class AppUser {
  @PrimaryColumn({ type: "text" })
  id!: string;

  /** As typed at registration; `emailKey` is what is compared. */
  @Column({ type: "text" })
  email!: string;

  @Column({ type: "text", name: "email_key", unique: true })
  emailKey!: string;

  @Column({ type: "text" })
  name!: string;

  @Column({ type: "text", name: "password_hash", nullable: true })
  passwordHash!: string | null;

  @Column({ type: "boolean", default: false })
  sample!: boolean;

  @Column({ type: "timestamptz", name: "created_at", default: () => "now()" })
  createdAt!: Date;
}
