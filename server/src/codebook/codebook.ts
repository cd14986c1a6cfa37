import type { CreateTagBody, Tag, UpdateTagBody } from "@postil/shared/schema/tag";
import { type EntityManager, In, IsNull } from "typeorm";
import { type AppError, conflict, invalid, notFound } from "../platform/errors.ts";
import { TagEntity, type TagRow } from "./tag.entity.ts";
import { leastUsedColour, tagPaths, wouldCycle } from "./tag-tree.ts";

/** One workspace's tags within a transaction, and the rules that hold among them. */
export class Codebook {
  private constructor(
    private readonly manager: EntityManager,
    private readonly workspaceId: string,
    /** All that are not deleted, merged ones included. */
    private readonly tags: readonly TagRow[],
  ) {}

  static async load(manager: EntityManager, workspaceId: string): Promise<Codebook> {
    const tags = await manager.find(TagEntity, { where: { workspaceId, deletedAt: IsNull() } });
    return new Codebook(manager, workspaceId, tags);
  }

  /** In order of their paths, with `counts` by id. */
  answers(counts: ReadonlyMap<string, number>): Tag[] {
    const paths = tagPaths(this.tags);
    const byPath = new Intl.Collator("en", { numeric: true }).compare;
    return this.tags
      .map(({ deletedAt: _deletedAt, createdAt, ...tag }) => ({
        ...tag,
        path: paths.get(tag.id) ?? tag.name,
        count: counts.get(tag.id) ?? 0,
        createdAt: createdAt.toISOString(),
      }))
      .sort((a, b) => byPath(a.path, b.path) || (a.id < b.id ? -1 : 1));
  }

  /** Returns `id`. */
  async add(id: string, body: CreateTagBody): Promise<string> {
    const parentId = body.parentId ?? null;
    this.assertParent(parentId, null);
    this.assertFreeName(body.name, parentId, []);
    await this.freeShortcut(body.shortcut ?? null, id);
    await this.manager.insert(TagEntity, {
      id,
      workspaceId: this.workspaceId,
      parentId,
      name: body.name,
      description: body.description ?? "",
      colour: body.colour ?? leastUsedColour(this.active()),
      shortcut: body.shortcut ?? null,
    });
    return id;
  }

  /** Returns `id`. */
  async change(id: string, body: UpdateTagBody): Promise<string> {
    const tag = this.one(id);
    const parentId = body.parentId === undefined ? tag.parentId : body.parentId;
    const name = body.name ?? tag.name;
    if (parentId !== tag.parentId) this.assertParent(parentId, id);
    if (parentId !== tag.parentId || name !== tag.name) this.assertFreeName(name, parentId, [tag]);
    if (body.shortcut !== undefined) await this.freeShortcut(body.shortcut, id);
    const { description = tag.description, colour = tag.colour, shortcut = tag.shortcut } = body;
    await this.manager.update(TagEntity, { id }, { parentId, name, description, colour, shortcut });
    return id;
  }

  /** Hides a tag; what stands under it moves up. Returns the ids of those. */
  async delete(id: string): Promise<string[]> {
    const tag = this.one(id);
    const children = this.active().filter((candidate) => candidate.parentId === id);
    const namesake = children.find((child) => this.isTaken(child.name, tag.parentId, [tag]));
    if (namesake) {
      throw conflict(
        "tag-name-taken",
        `“${namesake.name}” stands under this tag and would move up, where that name is taken. Rename one of the two first.`,
      );
    }
    await this.manager.update(TagEntity, { id }, { deletedAt: () => "now()" });
    await this.move(children, tag.parentId);
    return children.map((child) => child.id);
  }

  /**
   * Brings a deleted tag back where it stood, or to the root when its parent is gone. `children`: what its deletion
   * moved; of those, the ones that stand there still come back under it. A shortcut that another has now stays there.
   */
  async restore(id: string, children: readonly string[]): Promise<string> {
    if (this.tags.some((tag) => tag.id === id)) return id;
    const tag = await this.manager.findOneBy(TagEntity, { id, workspaceId: this.workspaceId });
    if (!tag) throw noTag();
    const parentId = this.active().some((candidate) => candidate.id === tag.parentId) ? tag.parentId : null;
    const back = this.active().filter((child) => children.includes(child.id) && child.parentId === parentId);
    this.assertFreeName(tag.name, parentId, back);
    const shortcut = this.tags.some((other) => other.shortcut === tag.shortcut) ? null : tag.shortcut;
    // Out of the way first: one of them may bear the name of the tag itself.
    await this.move(back, id);
    await this.manager.update(TagEntity, { id }, { deletedAt: null, parentId, shortcut });
    return id;
  }

  /** Those that can be applied, and be parents. */
  private active(): TagRow[] {
    return this.tags.filter((tag) => tag.mergedInto === null);
  }

  private one(id: string): TagRow {
    const tag = this.active().find((candidate) => candidate.id === id);
    if (!tag) throw noTag();
    return tag;
  }

  private assertParent(parentId: string | null, id: string | null): void {
    if (parentId === null) return;
    if (!this.active().some((tag) => tag.id === parentId)) {
      throw invalid([{ path: "parentId", message: "must be a tag of this codebook" }]);
    }
    if (id !== null && wouldCycle(this.tags, id, parentId)) {
      throw invalid([{ path: "parentId", message: "must not be the tag itself or one that stands under it" }]);
    }
  }

  private assertFreeName(name: string, parentId: string | null, leaving: readonly TagRow[]): void {
    if (this.isTaken(name, parentId, leaving)) throw nameTaken(name);
  }

  /** `leaving`: tags that are on their way elsewhere. */
  private isTaken(name: string, parentId: string | null, leaving: readonly TagRow[]): boolean {
    const same = (tag: TagRow) => tag.parentId === parentId && tag.name.toLowerCase() === name.toLowerCase();
    return this.active().some((tag) => !leaving.includes(tag) && same(tag));
  }

  /** A shortcut belongs to one tag: whoever had it loses it. */
  private async freeShortcut(shortcut: number | null, id: string): Promise<void> {
    if (shortcut === null) return;
    const holders = this.tags.filter((tag) => tag.shortcut === shortcut && tag.id !== id);
    if (holders.length > 0) {
      await this.manager.update(TagEntity, { id: In(holders.map((tag) => tag.id)) }, { shortcut: null });
    }
  }

  private async move(tags: readonly TagRow[], parentId: string | null): Promise<void> {
    if (tags.length > 0) await this.manager.update(TagEntity, { id: In(tags.map((tag) => tag.id)) }, { parentId });
  }
}

export function noTag(): AppError {
  return notFound("There is no such tag, or you have no access to it.");
}

export function nameTaken(name?: string): AppError {
  const which = name === undefined ? "with this name" : `“${name}”`;
  return conflict("tag-name-taken", `There is a tag ${which} at that place already. Choose another name or place.`);
}
