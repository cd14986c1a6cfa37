import { type EntityManager, In } from "typeorm";
import type { Codebook } from "../codebook.ts";
import { TagEntity } from "../tag.entity.ts";
import type { ImportPlan } from "./import-plan.ts";

/** Writes what was planned for this state of the codebook, within its transaction. */
export async function applyPlan(
  codebook: Codebook,
  manager: EntityManager,
  { tags }: Pick<ImportPlan, "tags">,
  editor: { workspaceId: string; actor: string },
): Promise<void> {
  const known = codebook.byId();
  // Names and shortcuts that change hands would each be there twice for a moment.
  for (const { id, added, fields } of tags) {
    const tag = known.get(id);
    if (!added && tag && (fields.name !== tag.name || fields.parentId !== tag.parentId)) {
      await manager.update(TagEntity, { id }, { name: id });
    }
  }
  const shortcuts = tags.flatMap(({ fields }) => fields.shortcut ?? []);
  if (shortcuts.length > 0) {
    const { workspaceId } = editor;
    await manager.update(TagEntity, { workspaceId, shortcut: In(shortcuts) }, { shortcut: null });
  }
  const last = new Map<string | null, number>();
  const nextOrder = (parentId: string | null) => {
    const order = (last.get(parentId) ?? codebook.nextOrder(parentId) - 1) + 1;
    last.set(parentId, order);
    return order;
  };
  const colours = codebook.active().filter((tag) => tag.state !== "own");
  let picked = 0;
  for (const { id, added, fields, archived } of tags) {
    const tag = known.get(id);
    const moved = tag?.parentId !== fields.parentId ? { order: nextOrder(fields.parentId) } : {};
    const wasArchived = tag ? tag.archivedAt !== null : false;
    const archiving = archived === undefined || archived === wasArchived ? {} : { archivedAt: archived ? now : null };
    if (!added) {
      await manager.update(TagEntity, { id }, { ...fields, ...moved, ...archiving });
      continue;
    }
    const colour = fields.colour ?? (colours.length + picked++) % 12;
    const whose = { workspaceId: editor.workspaceId, madeBy: editor.actor };
    await manager.insert(TagEntity, {
      id,
      ...whose,
      order: nextOrder(fields.parentId),
      ...fields,
      colour,
      ...archiving,
    });
  }
}

const now = () => "now()";
