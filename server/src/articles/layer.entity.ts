import type { LayerKind } from "@postil/shared/schema/role";
import { Column, Entity, PrimaryColumn } from "typeorm";

/** A set of annotations on one article with one audience; they stand in the document `layer/<id>`. */
@Entity({ name: "layer" })
export class LayerEntity {
  @PrimaryColumn({ type: "text" })
  id!: string;

  @Column({ type: "text", name: "article_id" })
  articleId!: string;

  @Column({ type: "text", name: "workspace_id" })
  workspaceId!: string;

  @Column({ type: "text" })
  kind!: LayerKind;

  /** Whose it is, of private and blind layers. */
  @Column({ type: "text", name: "owner_actor", nullable: true })
  ownerActor!: string | null;

  @Column({ type: "text", name: "assignment_id", nullable: true })
  assignmentId!: string | null;

  @Column({ type: "timestamptz", name: "created_at", default: () => "now()" })
  createdAt!: Date;
}

export type LayerRow = LayerEntity;
