import type { Role } from "@postil/shared/schema/role";
import { Column, Entity, PrimaryColumn } from "typeorm";

/** A person in a workspace. */
@Entity({ name: "member" })
export class MemberEntity {
  @PrimaryColumn({ type: "text", name: "workspace_id" })
  workspaceId!: string;

  @PrimaryColumn({ type: "text", name: "user_id" })
  userId!: string;

  @Column({ type: "text", name: "actor_id", unique: true })
  actorId!: string;

  @Column({ type: "text" })
  role!: Role;

  @Column({ type: "timestamptz", name: "joined_at", default: () => "now()" })
  joinedAt!: Date;
}
