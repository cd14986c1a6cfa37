import type { ResolvedAnchor } from "@postil/shared/anchor/resolve";
import type { AnnotationView } from "@postil/shared/document/readers";
import type { DocumentSession } from "../sync/document-session.ts";

/**
 * An annotation and where its passages stand now: UTF-16 ranges of the article's text, sorted, none when orphaned or
 * not on a passage. `state` is null when it is not on a passage.
 */
export interface ResolvedAnnotation extends AnnotationView {
  ranges: ResolvedAnchor["ranges"];
  state: ResolvedAnchor["state"] | null;
}

/**
 * The annotations of a layer that are not deleted, in order of place: those on the whole article first, orphaned ones
 * last. Unchanged ones stay the same objects. Empty until both documents are there.
 */
export declare function useAnnotations(
  layer: DocumentSession | null,
  text: DocumentSession | null,
): readonly ResolvedAnnotation[];
