import { Column, Entity, PrimaryColumn } from "typeorm";

/** `aclVersion` rises with every change of who may do what. */
@Entity({ name: "workspace" })
export class WorkspaceEntity {
  @PrimaryColumn({ type: "text" })
  id!: string;

  @Column({ type: "text" })
  name!: string;

  @Column({ type: "int", name: "acl_version", default: 1 })
  aclVersion!: number;

  @Column({ type: "boolean", default: false })
  sample!: boolean;

  @Column({ type: "timestamptz", name: "created_at", default: () => "now()" })
  createdAt!: Date;
}
