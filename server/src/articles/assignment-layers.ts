import type { LayerInfo } from "@postil/shared/schema/article";

/** Layers that assignments have on an article. `assignments/`, which stands to the right, provides it. */
export abstract class AssignmentLayers {
  /** The caller's own blind layer, made when there is none. */
  abstract blind(userId: string, articleId: string, assignmentId: string): Promise<LayerInfo>;
  /** The agreed layer of a revealed assignment; instructors make it, its people find it. */
  abstract consensus(userId: string, articleId: string, assignmentId: string): Promise<LayerInfo>;
}
