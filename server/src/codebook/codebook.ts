import type { KeptTag } from "@postil/shared/schema/codebook";
import type { NewTag, Tag, TagChange, TagState } from "@postil/shared/schema/tag";
import { cutText } from "@postil/shared/text/cut-text";
import { type EntityManager, In, IsNull } from "typeorm";
import { conflict, invalid } from "../platform/errors.ts";
import { isOwn, TagEntity, type TagRow } from "./tag.entity.ts";
import { nameTaken, noTag } from "./tag-errors.ts";
import { compareSiblings, inTreeOrder, leastUsedColour, lineage, tagPaths, wouldCycle } from "./tag-tree.ts";

/** What a new tag is, besides what its maker said of it. */
export interface TagOrigin {
  state: TagState;
  madeBy: string;
  assignmentId?: string | null;
  guid?: string;
}

type Made = Pick<TagRow, "state" | "madeBy">;

/** One workspace's tags within a transaction, and the rules that hold among them. */
export class Codebook {
  private constructor(
    readonly manager: EntityManager,
    private readonly workspaceId: string,
    /** All that are not deleted, merged ones included. */
    readonly tags: readonly TagRow[],
  ) {}

  static async load(manager: EntityManager, workspaceId: string): Promise<Codebook> {
    const tags = await manager.find(TagEntity, { where: { workspaceId, deletedAt: IsNull() } });
    return new Codebook(manager, workspaceId, tags);
  }

  /** In the tree's order, with `counts` by id. Of tags made while coding blind, those in `own` only. */
  answers(counts: ReadonlyMap<string, number>, own: ReadonlySet<string>): Tag[] {
    const shown = this.tags.filter((tag) => tag.state !== "own" || own.has(tag.id));
    const paths = tagPaths(this.tags);
    const byId = this.byId();
    return inTreeOrder(shown).map((tag) => ({
      id: tag.id,
      workspaceId: tag.workspaceId,
      name: tag.name,
      path: paths.get(tag.id) ?? tag.name,
      parentId: tag.parentId,
      order: tag.order,
      description: tag.description,
      whenToUse: tag.whenToUse,
      whenNot: tag.whenNot,
      examples: tag.examples,
      sign: tag.sign,
      colour: tag.colour,
      shortcut: tag.shortcut,
      state: tag.state,
      madeBy: tag.madeBy,
      archivedAt: tag.archivedAt?.toISOString() ?? null,
      archived: lineage(tag, byId).some((node) => node.archivedAt !== null),
      mergedInto: tag.mergedInto,
      mergedAt: tag.mergedAt?.toISOString() ?? null,
      count: counts.get(tag.id) ?? 0,
      createdAt: tag.createdAt.toISOString(),
    }));
  }

  /** What history and versions keep: everybody may read it, so tags made while coding blind are not in it. */
  kept(): KeptTag[] {
    const common = this.tags.filter((tag) => !isOwn(tag));
    return common.map(
      ({ id, parentId, order, name, description, whenToUse, whenNot, examples, sign, colour, ...rest }) => ({
        ...{ id, parentId, order, name, description, whenToUse, whenNot, examples, sign, colour },
        shortcut: rest.shortcut,
        state: rest.state,
        mergedInto: rest.mergedInto,
        archived: rest.archivedAt !== null,
      }),
    );
  }

  /** Returns `id`. */
  async add(id: string, body: Omit<NewTag, "layer">, origin: TagOrigin): Promise<string> {
    const parentId = body.parentId ?? null;
    this.assertParent(parentId, null, origin);
    this.assertFreeName(body.name, parentId, origin, []);
    await this.freeShortcut(body.shortcut ?? null, id);
    await this.manager.insert(TagEntity, {
      id,
      workspaceId: this.workspaceId,
      parentId,
      order: this.nextOrder(parentId),
      name: body.name,
      description: body.description ?? "",
      whenToUse: body.whenToUse ?? "",
      whenNot: body.whenNot ?? "",
      examples: body.examples ?? [],
      sign: body.sign ?? null,
      colour: body.colour ?? leastUsedColour(this.active().filter((tag) => !isOwn(tag))),
      shortcut: body.shortcut ?? null,
      state: origin.state,
      madeBy: origin.madeBy,
      assignmentId: origin.assignmentId ?? null,
      ...(origin.guid ? { guid: origin.guid } : {}),
    });
    return id;
  }

  /** Returns `id`. */
  async change(id: string, { before, archived, ...body }: TagChange): Promise<string> {
    const tag = this.one(id);
    const parentId = body.parentId === undefined ? tag.parentId : body.parentId;
    const name = body.name ?? tag.name;
    const moves = parentId !== tag.parentId;
    if (moves) this.assertParent(parentId, id, tag);
    if (moves || name !== tag.name) this.assertFreeName(name, parentId, tag, [tag]);
    if (body.shortcut !== undefined) await this.freeShortcut(body.shortcut, id);
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    const archiving = archived === undefined || archived === (tag.archivedAt !== null);
    await this.manager.update(
      TagEntity,
      { id },
      {
        ...given,
        name,
        parentId,
        ...(moves ? { order: this.nextOrder(parentId) } : {}),
        ...(archiving ? {} : { archivedAt: archived ? () => "now()" : null }),
      },
    );
    if (before !== undefined) await this.place(tag, parentId, before);
    return id;
  }

  /** Hides a tag; what stands under it moves up. Returns the ids of those. */
  async delete(id: string): Promise<string[]> {
    const tag = this.one(id);
    const children = this.childrenOf(id);
    this.assertRoomFor(children, tag.parentId, [tag]);
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
    await this.bringBack(tag, children, { deletedAt: null });
    return id;
  }

  /** Puts a tag that was out of the tree, with what went away from under it, back to where it stood. */
  async bringBack(tag: TagRow, children: readonly string[], how: Partial<TagRow>): Promise<void> {
    const parentId = this.follow(tag.parentId).at(-1) ?? null;
    const stays = new Set([parentId, ...this.follow(tag.mergedInto)]);
    const back = this.active().filter((child) => children.includes(child.id) && stays.has(child.parentId));
    this.assertFreeName(tag.name, parentId, tag, back);
    const others = this.tags.filter((other) => other.id !== tag.id);
    const shortcut = others.some((other) => other.shortcut === tag.shortcut) ? null : tag.shortcut;
    const guidTaken = others.some((other) => other.guid === tag.guid);
    // Out of the way first: one of them may bear the name of the tag itself.
    await this.move(back, tag.id);
    await this.manager.update(
      TagEntity,
      { id: tag.id },
      { ...how, parentId, shortcut, ...(guidTaken ? { guid: () => "gen_random_uuid()" } : {}) },
    );
  }

  /** Those that can be applied, and be parents. */
  active(): TagRow[] {
    return this.tags.filter((tag) => tag.mergedInto === null);
  }

  /** 404 for one that isn't there, or is merged. */
  one(id: string): TagRow {
    const tag = this.active().find((candidate) => candidate.id === id);
    if (!tag) throw noTag();
    return tag;
  }

  childrenOf(id: string): TagRow[] {
    return this.active().filter((tag) => tag.parentId === id);
  }

  /** The tag itself and all that stands under it. */
  family(id: string): string[] {
    const byId = this.byId();
    const family = this.active().filter((tag) => lineage(tag, byId).some((node) => node.id === id));
    return family.map((tag) => tag.id);
  }

  /** The tag and what it was merged into, through several; nothing when that leads to no living tag. */
  private follow(id: string | null): string[] {
    const byId = this.byId();
    const line: string[] = [];
    for (let tag = byId.get(id ?? ""); tag && !line.includes(tag.id); tag = byId.get(tag.mergedInto ?? "")) {
      line.push(tag.id);
      if (tag.mergedInto === null) return line;
    }
    return [];
  }

  byId(): Map<string, TagRow> {
    return new Map(this.tags.map((tag) => [tag.id, tag]));
  }

  /** As the last ones there, in the order they had. What was made while coding blind gets a number if it must. */
  async move(tags: readonly TagRow[], parentId: string | null): Promise<void> {
    let order = this.nextOrder(parentId);
    for (const tag of [...tags].sort(compareSiblings)) {
      const own = isOwn(tag);
      let { name } = tag;
      for (let n = 2; own && this.isTaken(name, parentId, tag, tags); n++) name = `${cutText(tag.name, 75)} ${n}`;
      await this.manager.update(TagEntity, { id: tag.id }, { parentId, order, name });
      if (!own) order += 1;
    }
  }

  /**
   * 409 when one of `tags` would find its name taken under `parentId`. `leaving`: tags that are going from there. What
   * was made while coding blind under one of the codebook's stops nobody, who would learn of it.
   */
  assertRoomFor(tags: readonly TagRow[], parentId: string | null, leaving: readonly TagRow[]): void {
    const told = tags.filter((tag) => !isOwn(tag) || leaving.some(isOwn));
    const namesake = told.find((tag) => this.isTaken(tag.name, parentId, tag, [...leaving, ...tags]));
    if (!namesake) return;
    throw conflict(
      "tag-name-taken",
      `“${namesake.name}” stands under this tag and would move to where that name is taken. Rename one of the two first.`,
    );
  }

  private async place(tag: TagRow, parentId: string | null, before: string | null): Promise<void> {
    const others = this.active().filter((other) => other.parentId === parentId && other.id !== tag.id);
    others.sort(compareSiblings);
    const at = before === null ? others.length : others.findIndex((other) => other.id === before);
    if (at === -1) throw invalid([{ path: "before", message: "must be a tag with the same parent" }]);
    if (isOwn(tag)) {
      // Beside that one: to make room would move what all can see.
      await this.manager.update(TagEntity, { id: tag.id }, { order: others[at]?.order ?? this.nextOrder(parentId) });
      return;
    }
    const siblings = [...others.slice(0, at), tag, ...others.slice(at)].filter((one) => !isOwn(one));
    for (const [index, sibling] of siblings.entries()) {
      const order = index + 1;
      if (sibling.order !== order || sibling === tag) {
        await this.manager.update(TagEntity, { id: sibling.id }, { order });
      }
    }
  }

  /** Of the tags that all can see: a gap would tell of others. */
  nextOrder(parentId: string | null): number {
    const siblings = this.tags.filter((tag) => tag.parentId === parentId && !isOwn(tag));
    return Math.max(0, ...siblings.map((tag) => tag.order)) + 1;
  }

  private assertParent(parentId: string | null, id: string | null, tag: Made): void {
    if (parentId === null) return;
    const parent = this.active().find((candidate) => candidate.id === parentId);
    // What is made while coding blind holds nothing that others see: it would have no place for them.
    if (!parent || (parent.state === "own" && (tag.state !== "own" || tag.madeBy !== parent.madeBy))) {
      throw invalid([{ path: "parentId", message: "must be a tag of this codebook" }]);
    }
    if (id !== null && wouldCycle(this.tags, id, parentId)) {
      throw invalid([{ path: "parentId", message: "must not be the tag itself or one that stands under it" }]);
    }
  }

  private assertFreeName(name: string, parentId: string | null, tag: Made, leaving: readonly TagRow[]): void {
    if (this.isTaken(name, parentId, tag, leaving)) throw nameTaken(name);
  }

  /** By a tag that the maker of `tag` can see: what others made while coding blind is in nobody's way. */
  private isTaken(name: string, parentId: string | null, tag: Made, leaving: readonly TagRow[]): boolean {
    const wanted = name.toLowerCase();
    return this.active().some(
      (other) =>
        other.parentId === parentId &&
        other.name.toLowerCase() === wanted &&
        !leaving.some((one) => one.id === other.id) &&
        (other.state !== "own" || (tag.state === "own" && tag.madeBy === other.madeBy)),
    );
  }

  /** A shortcut belongs to one tag: whoever had it loses it. */
  private async freeShortcut(shortcut: number | null, id: string): Promise<void> {
    if (shortcut === null) return;
    const holders = this.tags.filter((tag) => tag.shortcut === shortcut && tag.id !== id);
    if (holders.length > 0) {
      await this.manager.update(TagEntity, { id: In(holders.map((tag) => tag.id)) }, { shortcut: null });
    }
  }
}
