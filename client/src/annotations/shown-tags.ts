import type { AnnotationView } from "@postil/shared/document/readers";
import { can } from "@postil/shared/policy/permissions";
import type { Role } from "@postil/shared/schema/role";
import type { Tag } from "@postil/shared/schema/tag";

/** A tag as a card shows it, with the ids by which the annotation carries it: several when merged tags meet. */
interface ShownTag {
  tag: Tag;
  ids: string[];
}

/** An annotation's tags in the order they were put on; deleted ones are left out, merged ones joined. */
export function shownTags(annotation: Pick<AnnotationView, "tags">, tagsById: ReadonlyMap<string, Tag>): ShownTag[] {
  const shown = new Map<string, ShownTag>();
  for (const { tag: id } of annotation.tags) {
    const tag = tagsById.get(id);
    if (!tag) continue;
    const known = shown.get(tag.id);
    if (known) known.ids.push(id);
    else shown.set(tag.id, { tag, ids: [id] });
  }
  return [...shown.values()];
}

/**
 * Tags that `me` is offered: neither merged nor archived ones, and of those that are proposed one's own, or all for
 * those who decide on them.
 */
export function offeredTags(tags: readonly Tag[], me: { role: Role; actor: string }): Tag[] {
  const decides = can(me.role, "edit-codebook");
  return tags.filter((tag) => {
    if (tag.mergedInto !== null || tag.archived) return false;
    return tag.state !== "proposed" || decides || tag.madeBy === me.actor;
  });
}
