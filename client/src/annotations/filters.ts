import type { AnnotationView } from "@postil/shared/document/readers";
import { mentionedIn } from "@postil/shared/schema/comment";
import type { Tag } from "@postil/shared/schema/tag";

/** Which annotations are shown beside the text. Empty lists ask for nothing. */
export interface AnnotationFilter {
  /** Tag ids; a tag stands for those under it too. */
  tags: readonly string[];
  /** Actor ids of authors. */
  people: readonly string[];
  state: "all" | "open" | "resolved";
  /** Only threads that mention the reader. */
  mentioned: boolean;
  /** Only threads that the reader is to settle. */
  assigned: boolean;
}

export const NO_FILTER: AnnotationFilter = { tags: [], people: [], state: "all", mentioned: false, assigned: false };

export function isFiltering(filter: AnnotationFilter): boolean {
  return [
    filter.tags.length > 0,
    filter.people.length > 0,
    filter.state !== "all",
    filter.mentioned,
    filter.assigned,
  ].some(Boolean);
}

/** Whether the note, or a comment that is not deleted, mentions somebody. */
export function mentions(annotation: AnnotationView, actor: string): boolean {
  if (mentionedIn(annotation.note).includes(actor)) return true;
  return annotation.comments.some(({ deleted, text }) => !deleted && mentionedIn(text).includes(actor));
}

/** The wanted tags with all that stand under them. `tagsById` leads merged ids to their tag. */
function withDescendants(wanted: readonly string[], tagsById: ReadonlyMap<string, Tag>): Set<string> {
  const found = new Set(wanted);
  for (const tag of new Set(tagsById.values())) {
    for (let above: Tag | undefined = tag, steps = 0; above && steps < 64; steps++) {
      if (found.has(above.id)) {
        found.add(tag.id);
        break;
      }
      above = above.parentId === null ? undefined : tagsById.get(above.parentId);
    }
  }
  return found;
}

/** `me`: whom the reader writes as in this layer. */
export function filterAnnotations<T extends AnnotationView>(
  annotations: readonly T[],
  filter: AnnotationFilter,
  tagsById: ReadonlyMap<string, Tag>,
  me: string,
): readonly T[] {
  if (!isFiltering(filter)) return annotations;
  const tags = withDescendants(filter.tags, tagsById);
  const people = new Set(filter.people);
  return annotations.filter((annotation) => {
    if (people.size > 0 && !people.has(annotation.author)) return false;
    if (filter.state !== "all" && (annotation.resolved !== null) !== (filter.state === "resolved")) return false;
    if (filter.assigned && annotation.assignee?.user !== me) return false;
    if (filter.mentioned && !mentions(annotation, me)) return false;
    if (filter.tags.length === 0) return true;
    return annotation.tags.some(({ tag }) => tags.has(tagsById.get(tag)?.id ?? ""));
  });
}
