import { Injectable } from "@nestjs/common";
import { parseDocumentName } from "@postil/shared/document/text-document";
import { type Action, can, type LayerRights, layerRights } from "@postil/shared/policy/permissions";
import { isId } from "@postil/shared/schema/ids";
import type { LayerKind, Role } from "@postil/shared/schema/role";
import { DataSource, EntityManager } from "typeorm";
import { type AppError, notFound } from "../platform/errors.ts";
import { AccessService, type Membership, notAllowed } from "../workspaces/access.ts";
import { readableLayer } from "../workspaces/layer-visibility.ts";
import { ArticleEntity, type ArticleRow } from "./article.entity.ts";
import type { LayerRow } from "./layer.entity.ts";

/** What somebody may do with one document. `actor`: whom they write as in it. */
export interface DocumentAccess {
  name: string;
  kind: "text" | "layer";
  articleId: string;
  layerId: string | null;
  layerKind: LayerKind | null;
  membership: Membership;
  actor: string;
  /** Of a text document: reading only; `canEditText` says whether its text may be changed. */
  rights: LayerRights;
  canEditText: boolean;
}

export interface LayerAccess {
  layer: LayerRow;
  articleId: string;
  membership: Membership;
  rights: LayerRights;
  actor: string;
}

/** Decides who may do what with articles, layers and documents. */
@Injectable()
export class ArticleAccess {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
  ) {}

  /** 404 for who isn't a member of the article's workspace, 403 for a member whose role doesn't allow `action`. */
  async require(
    userId: string,
    articleId: string,
    action: Action,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<{ article: ArticleRow; membership: Membership }> {
    const article = isId(articleId) ? await manager.findOneBy(ArticleEntity, { id: articleId }) : null;
    const membership = article && (await this.access.find(userId, article.workspaceId, manager));
    if (!membership) throw noArticle();
    if (!can(membership.role, action)) throw notAllowed(membership.role);
    return { article, membership };
  }

  /** 404 for a layer that the caller may not read, as for one that isn't there. */
  async layer(userId: string, layerId: string): Promise<LayerAccess> {
    const [found] = isId(layerId) ? await this.findLayers([userId], layerId) : [];
    if (!found) throw notFound("There is no such layer, or you have no access to it.");
    return found;
  }

  /** The layers that a member may read, of the whole workspace or of one article: the team's first. */
  async readableLayers(membership: Membership, articleId?: string): Promise<LayerRow[]> {
    return this.dataSource.query(
      `select ${LAYER_COLUMNS} from layer l
        where l.workspace_id = $1 and ${readableLayer("l", "$2")} and ($3::text is null or l.article_id = $3)
        order by l.article_id, case l.kind when 'team' then 0 when 'private' then 1 else 2 end, l.id`,
      [membership.workspaceId, membership.actor, articleId ?? null],
    );
  }

  /** One query a connection: `null` for a document that isn't there or that the user may not read. */
  async document(userId: string, name: string): Promise<DocumentAccess | null> {
    return (await this.documents([userId], name)).get(userId) ?? null;
  }

  /** The same for several people in one query, by user; who may not read the document is not among them. */
  async documents(userIds: readonly string[], name: string): Promise<Map<string, DocumentAccess>> {
    const parsed = parseDocumentName(name);
    if (!parsed) return new Map();
    if (parsed.kind === "text") return this.textDocuments(userIds, name, parsed.id);
    const found = await this.findLayers(userIds, parsed.id);
    return new Map(
      found.map(({ layer, articleId, membership, rights, actor }) => {
        const place = { name, kind: parsed.kind, articleId, layerId: layer.id, layerKind: layer.kind };
        return [membership.userId, { ...place, membership, actor, rights, canEditText: false }];
      }),
    );
  }

  private async textDocuments(
    userIds: readonly string[],
    name: string,
    articleId: string,
  ): Promise<Map<string, DocumentAccess>> {
    const rows: MemberColumns[] = await this.dataSource.query(
      `select ${MEMBER_COLUMNS} from article l ${membersOf("l.workspace_id", "$2")} where l.id = $1`,
      [articleId, userIds],
    );
    return new Map(
      rows.map((row) => {
        const membership = toMembership(row);
        const canRead = can(membership.role, "read");
        const access: DocumentAccess = {
          name,
          kind: "text",
          articleId,
          layerId: null,
          layerKind: null,
          membership,
          actor: membership.actor,
          rights: { canRead, canAnnotate: false, canComment: false, canModerate: false },
          canEditText: can(membership.role, "edit-text"),
        };
        return [membership.userId, access];
      }),
    );
  }

  private async findLayers(userIds: readonly string[], layerId: string): Promise<LayerAccess[]> {
    const rows: (LayerRow & MemberColumns)[] = await this.dataSource.query(
      `select ${LAYER_COLUMNS}, ${MEMBER_COLUMNS} from layer l ${membersOf("l.workspace_id", "$2")} where l.id = $1`,
      [layerId, userIds],
    );
    return rows.flatMap((row) => {
      const { id, articleId, workspaceId, kind, ownerActor, assignmentId, createdAt } = row;
      const layer = { id, articleId, workspaceId, kind, ownerActor, assignmentId, createdAt };
      const membership = toMembership(row);
      const rights = rightsIn(layer, membership);
      return rights.canRead ? [{ layer, articleId, membership, rights, actor: ownerActor ?? membership.actor }] : [];
    });
  }
}

/** What a member may do in a layer. */
export function rightsIn(layer: Pick<LayerRow, "kind" | "ownerActor">, membership: Membership): LayerRights {
  return layerRights({ kind: layer.kind, owns: layer.ownerActor === membership.actor }, membership.role);
}

export function noArticle(): AppError {
  return notFound("There is no such article, or you have no access to it.");
}

const LAYER_COLUMNS = `l.id, l.article_id as "articleId", l.workspace_id as "workspaceId", l.kind,
  l.owner_actor as "ownerActor", l.assignment_id as "assignmentId", l.created_at as "createdAt"`;

const MEMBER_COLUMNS = `m.workspace_id as "memberOf", m.user_id as "userId", m.actor_id as actor, m.role,
  who.name as "actorName", who.colour, w.acl_version as "aclVersion"`;

interface MemberColumns {
  memberOf: string;
  userId: string;
  actor: string;
  role: Role;
  actorName: string;
  colour: number;
  aclVersion: number;
}

/** `users` names a parameter that is an array of ids. */
function membersOf(workspace: string, users: string): string {
  return `join member m on m.workspace_id = ${workspace} and m.user_id = any(${users}::text[])
    join actor who on who.id = m.actor_id join workspace w on w.id = m.workspace_id`;
}

function toMembership({ memberOf, userId, actor, role, actorName, colour, aclVersion }: MemberColumns): Membership {
  return { workspaceId: memberOf, userId, actor, role, name: actorName, colour, aclVersion };
}
