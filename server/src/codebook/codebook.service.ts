import { Injectable } from "@nestjs/common";
import { can } from "@postil/shared/policy/permissions";
import { isId, newId } from "@postil/shared/schema/ids";
import type { CreateTagBody, DeletedTag, RestoreTagBody, Tag, UpdateTagBody } from "@postil/shared/schema/tag";
import { DataSource, EntityManager, QueryFailedError } from "typeorm";
import { Locks } from "../platform/database/locks.ts";
import { Events } from "../platform/events.ts";
import { AccessService, type Membership, notAllowed } from "../workspaces/access.ts";
import { Codebook, nameTaken, noTag } from "./codebook.ts";
import { TagEntity } from "./tag.entity.ts";
import { tagCounts } from "./tag-counts.ts";

const UNIQUE_VIOLATION = "23505";

/** The workspace's tree of tags. Every member reads it, instructors and owners change it. */
@Injectable()
export class CodebookService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly locks: Locks,
    private readonly events: Events,
  ) {}

  /** In order of their paths. Merged tags are among them: `mergedInto` says what stands for them. */
  async list(userId: string, workspaceId: string): Promise<Tag[]> {
    const membership = await this.access.require(userId, workspaceId, "read");
    const { manager } = this.dataSource;
    const codebook = await Codebook.load(manager, workspaceId);
    return codebook.answers(await tagCounts(manager, membership));
  }

  async create(userId: string, workspaceId: string, body: CreateTagBody): Promise<Tag> {
    await this.access.require(userId, workspaceId, "edit-codebook");
    return this.change(userId, workspaceId, (codebook) => codebook.add(newId(), body));
  }

  async update(userId: string, tagId: string, body: UpdateTagBody): Promise<Tag> {
    const workspaceId = await this.workspaceOf(userId, tagId);
    return this.change(userId, workspaceId, (codebook) => codebook.change(tagId, body));
  }

  async delete(userId: string, tagId: string): Promise<DeletedTag> {
    const workspaceId = await this.workspaceOf(userId, tagId);
    const deleted = await this.locked(userId, workspaceId, async (codebook, manager, membership) => {
      const moved = await codebook.delete(tagId);
      return { count: (await tagCounts(manager, membership, tagId)).get(tagId) ?? 0, moved };
    });
    this.events.emit("changed", { workspaceId, topic: "codebook" });
    return deleted;
  }

  async restore(userId: string, tagId: string, body: RestoreTagBody): Promise<Tag> {
    const workspaceId = await this.workspaceOf(userId, tagId);
    return this.change(userId, workspaceId, (codebook) => codebook.restore(tagId, body.children));
  }

  private async change(
    userId: string,
    workspaceId: string,
    work: (codebook: Codebook) => Promise<string>,
  ): Promise<Tag> {
    const tag = await this.locked(userId, workspaceId, async (codebook, manager, membership) => {
      const id = await work(codebook);
      const after = await Codebook.load(manager, workspaceId);
      const answer = after.answers(await tagCounts(manager, membership, id)).find((candidate) => candidate.id === id);
      if (!answer) throw noTag();
      return answer;
    });
    this.events.emit("changed", { workspaceId, topic: "codebook" });
    return tag;
  }

  /** One change of a codebook at a time: what two would each allow, a ring of parents, neither may. */
  private async locked<T>(
    userId: string,
    workspaceId: string,
    work: (codebook: Codebook, manager: EntityManager, membership: Membership) => Promise<T>,
  ): Promise<T> {
    const name = `codebook/${workspaceId}`;
    const transaction = () =>
      this.dataSource.transaction(async (manager) => {
        await manager.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [name]);
        const membership = await this.access.require(userId, workspaceId, "edit-codebook", manager);
        return work(await Codebook.load(manager, workspaceId), manager, membership);
      });
    try {
      return await this.locks.withLock(name, transaction);
    } catch (error) {
      // The database folds the case of some letters differently than JavaScript does.
      if (error instanceof QueryFailedError && error.driverError.code === UNIQUE_VIOLATION) throw nameTaken();
      throw error;
    }
  }

  /** 404 for a tag of a workspace that the caller isn't in, 403 for a member who may not change it. */
  private async workspaceOf(userId: string, tagId: string): Promise<string> {
    const tag = isId(tagId) ? await this.dataSource.manager.findOneBy(TagEntity, { id: tagId }) : null;
    const membership = tag && (await this.access.find(userId, tag.workspaceId));
    if (!membership) throw noTag();
    if (!can(membership.role, "edit-codebook")) throw notAllowed(membership.role);
    return membership.workspaceId;
  }
}
