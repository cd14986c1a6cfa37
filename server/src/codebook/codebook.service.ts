import { Injectable } from "@nestjs/common";
import { addedTagState, mayChangeTag } from "@postil/shared/policy/codebook-rules";
import { can } from "@postil/shared/policy/permissions";
import { isId, newId } from "@postil/shared/schema/ids";
import {
  type DeletedTag,
  type Merge,
  MOST_EXAMPLES,
  type NewTag,
  type RestoreTagBody,
  type Tag,
  type TagChange,
  type TagExample,
  type TagUse,
} from "@postil/shared/schema/tag";
import { DataSource, EntityManager } from "typeorm";
import { type AppError, conflict, forbidden, invalid } from "../platform/errors.ts";
import { AccessService, type Membership, notAllowed } from "../workspaces/access.ts";
import { Codebook, type TagOrigin } from "./codebook.ts";
import { CodebookSession, type Editor } from "./codebook-session.ts";
import { mergeTags, planMerge, unmergeTag } from "./merge.ts";
import { TagEntity, type TagRow } from "./tag.entity.ts";
import { mergeCounts, tagCounts, tagUse, visibleOwnTags } from "./tag-counts.ts";
import { noTag } from "./tag-errors.ts";

/** The workspace's tree of tags: every member reads it, who changes it is `shared/policy/codebook-rules`. */
@Injectable()
export class CodebookService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly session: CodebookSession,
  ) {}

  /** In the tree's order. Merged tags are among them: `mergedInto` says what stands for them. */
  async list(userId: string, workspaceId: string): Promise<Tag[]> {
    const membership = await this.access.require(userId, workspaceId, "read");
    const { manager } = this.dataSource;
    const codebook = await Codebook.load(manager, workspaceId);
    return codebook.answers(await tagCounts(manager, membership), await visibleOwnTags(manager, membership));
  }

  async create(userId: string, workspaceId: string, { layer, ...body }: NewTag): Promise<Tag> {
    return this.change(userId, workspaceId, async (codebook, editor, manager) => {
      const state = addedTagState(editor.role, editor.adders);
      if (state === null) throw notAllowed(editor.role);
      if (body.shortcut && !can(editor.role, "edit-codebook")) throw shortcutRefused();
      const origin: TagOrigin = layer ? await blindOrigin(manager, editor, layer) : { state, madeBy: editor.actor };
      return codebook.add(newId(), body, origin);
    });
  }

  async update(userId: string, tagId: string, body: TagChange): Promise<Tag> {
    return this.change(userId, await this.workspaceOf(userId, tagId), async (codebook, editor) => {
      assertMayChange(editor, codebook.one(tagId));
      const keeps = can(editor.role, "edit-codebook");
      if (!keeps && (body.shortcut || body.archived !== undefined)) throw shortcutRefused();
      return codebook.change(tagId, body);
    });
  }

  /** Adds a passage to a tag's examples: after those that others add meanwhile. */
  async addExample(userId: string, tagId: string, example: TagExample): Promise<Tag> {
    return this.change(userId, await this.workspaceOf(userId, tagId), async (codebook, editor) => {
      const tag = codebook.one(tagId);
      assertMayChange(editor, tag);
      if (tag.examples.some(({ quote }) => quote === example.quote)) return tagId;
      if (tag.examples.length >= MOST_EXAMPLES) {
        throw conflict("too-many-examples", `A tag has at most ${MOST_EXAMPLES} examples: take one out first.`);
      }
      return codebook.change(tagId, { examples: [...tag.examples, example] });
    });
  }

  /** Makes a proposed tag one of the codebook. */
  async accept(userId: string, tagId: string): Promise<Tag> {
    return this.change(userId, await this.workspaceOf(userId, tagId), async (codebook, editor, manager) => {
      if (!can(editor.role, "edit-codebook")) throw notAllowed(editor.role);
      const tag = codebook.one(tagId);
      if (tag.state === "proposed") await manager.update(TagEntity, { id: tagId }, { state: "accepted" });
      return tagId;
    });
  }

  async delete(userId: string, tagId: string): Promise<DeletedTag> {
    const workspaceId = await this.workspaceOf(userId, tagId);
    return this.session.change(userId, workspaceId, async (codebook, editor, manager) => {
      assertMayChange(editor, codebook.one(tagId));
      const count = (await tagCounts(manager, editor, tagId)).get(tagId) ?? 0;
      return { count, moved: await seen(manager, editor, codebook, await codebook.delete(tagId)) };
    });
  }

  async restore(userId: string, tagId: string, body: RestoreTagBody): Promise<Tag> {
    return this.change(userId, await this.workspaceOf(userId, tagId), async (codebook, editor, manager) => {
      const tag = await manager.findOneBy(TagEntity, { id: tagId });
      if (!tag) throw noTag();
      assertMayChange(editor, tag);
      return codebook.restore(tagId, body.children);
    });
  }

  /** What a merge would change, as far as the caller may see. */
  async previewMerge(userId: string, tagId: string, into: string): Promise<Merge> {
    const editor = await this.session.editor(userId, await this.workspaceOf(userId, tagId));
    const codebook = await Codebook.load(this.dataSource.manager, editor.workspaceId);
    assertMayMerge(editor, codebook.one(tagId));
    const { children } = planMerge(codebook, tagId, into);
    const { manager } = this.dataSource;
    const counts = await mergeCounts(manager, editor, tagId, into);
    const ids = children.map((child) => child.id);
    return { ...counts, moved: await seen(manager, editor, codebook, ids) };
  }

  async merge(userId: string, tagId: string, into: string): Promise<Merge> {
    const workspaceId = await this.workspaceOf(userId, tagId);
    return this.session.change(userId, workspaceId, async (codebook, editor, manager) => {
      assertMayMerge(editor, codebook.one(tagId));
      const counts = await mergeCounts(manager, editor, tagId, into);
      return { ...counts, moved: await seen(manager, editor, codebook, await mergeTags(codebook, tagId, into)) };
    });
  }

  async unmerge(userId: string, tagId: string): Promise<Tag> {
    return this.change(userId, await this.workspaceOf(userId, tagId), async (codebook, editor) => {
      const tag = codebook.tags.find((candidate) => candidate.id === tagId);
      if (!tag) throw noTag();
      assertMayMerge(editor, tag);
      await unmergeTag(codebook, tagId);
      return tagId;
    });
  }

  /** What carries a tag, of what the caller may read. */
  async use(userId: string, tagId: string): Promise<TagUse> {
    const workspaceId = await this.workspaceOf(userId, tagId);
    const membership = await this.access.require(userId, workspaceId, "read");
    const { manager } = this.dataSource;
    const codebook = await Codebook.load(manager, workspaceId);
    const below = codebook.family(codebook.one(tagId).id).filter((id) => id !== tagId);
    return tagUse(manager, membership, tagId, below);
  }

  private change(
    userId: string,
    workspaceId: string,
    work: (codebook: Codebook, editor: Editor, manager: EntityManager) => Promise<string>,
  ): Promise<Tag> {
    return this.session.change(userId, workspaceId, async (codebook, editor, manager) => {
      const id = await work(codebook, editor, manager);
      const after = await Codebook.load(manager, workspaceId);
      const counts = await tagCounts(manager, editor, id);
      const answer = after.answers(counts, new Set([id])).find((candidate) => candidate.id === id);
      if (!answer) throw noTag();
      return answer;
    });
  }

  /** 404 for a tag of a workspace that the caller isn't in, and for one that others made while coding blind. */
  async workspaceOf(userId: string, tagId: string): Promise<string> {
    const { manager } = this.dataSource;
    const tag = isId(tagId) ? await manager.findOneBy(TagEntity, { id: tagId }) : null;
    const membership = tag && (await this.access.find(userId, tag.workspaceId));
    if (!membership || (tag.state === "own" && !(await this.seesOwn(membership, tag)))) throw noTag();
    return membership.workspaceId;
  }

  private async seesOwn(membership: Membership, tag: TagRow): Promise<boolean> {
    return (await visibleOwnTags(this.dataSource.manager, membership)).has(tag.id);
  }
}

/** Of these tags, those that the caller may know of. */
export async function seen(
  manager: EntityManager,
  caller: Membership,
  codebook: Codebook,
  ids: readonly string[],
): Promise<string[]> {
  const own = await visibleOwnTags(manager, caller);
  const byId = codebook.byId();
  return ids.filter((id) => byId.get(id)?.state !== "own" || own.has(id));
}

function assertMayChange(editor: Editor, tag: Pick<TagRow, "state" | "madeBy">): void {
  const maker = tag.madeBy ?? "";
  const mine = editor.actors.has(maker) || (tag.state === "own" && editor.pseudonyms.has(maker));
  if (!mayChangeTag(editor.role, editor.adders, { state: tag.state, mine })) throw notAllowed(editor.role);
}

/** Merging changes what others' annotations show: for those who keep the codebook, or with what is one's own. */
function assertMayMerge(editor: Editor, tag: Pick<TagRow, "state" | "madeBy">): void {
  assertMayChange(editor, tag);
  if (tag.state !== "own" && !can(editor.role, "edit-codebook")) throw notAllowed(editor.role);
}

/** The layer must be a blind one of the caller's own: whoever it is read by may see the tag too. */
async function blindOrigin(manager: EntityManager, editor: Editor, layerId: string): Promise<TagOrigin> {
  const [layer]: { kind: string; owner: string | null; assignment: string | null }[] = await manager.query(
    "select kind, owner_actor as owner, assignment_id as assignment from layer where id = $1 and workspace_id = $2",
    [layerId, editor.workspaceId],
  );
  if (
    layer?.kind !== "blind" ||
    layer.owner === null ||
    !(editor.actors.has(layer.owner) || editor.pseudonyms.has(layer.owner))
  ) {
    throw invalid([{ path: "layer", message: "must be a blind layer of your own" }]);
  }
  return { state: "own", madeBy: layer.owner, assignmentId: layer.assignment };
}

function shortcutRefused(): AppError {
  return forbidden("Shortcuts and archiving are for instructors and owners. Leave them out.");
}
