import { Injectable } from "@nestjs/common";
import { parseDocumentName } from "@postil/shared/document/text-document";
import { type Action, can, type LayerRights, layerRights } from "@postil/shared/policy/permissions";
import { isId } from "@postil/shared/schema/ids";
import type { LayerKind, Role } from "@postil/shared/schema/role";
import { DataSource, EntityManager } from "typeorm";
import { type AppError, notFound } from "../platform/errors.ts";
import { AccessService, type Membership, notAllowed } from "../workspaces/access.ts";
import {
  codesBlind,
  type LayerFactsRow,
  layerFactsColumns,
  layerFactsJoin,
  readableLayer,
  toLayerFacts,
} from "../workspaces/layer-visibility.ts";
import { ArticleEntity, type ArticleRow } from "./article.entity.ts";
import type { LayerRow } from "./layer.entity.ts";

/**
 * What somebody may do with one document. `actor`: whom they write as in it, who in a pseudonymous assignment's layers
 * is not the one they are elsewhere; `actorName`, `actorColour`: how that one is shown.
 */
export interface DocumentAccess {
  name: string;
  kind: "text" | "layer";
  articleId: string;
  layerId: string | null;
  layerKind: LayerKind | null;
  membership: Membership;
  actor: string;
  actorName: string;
  actorColour: number;
  /** Of a text document: reading only; `canEditText` says whether its text may be changed. */
  rights: LayerRights;
  canEditText: boolean;
  /** They code this article blind just now: nobody may see that they are here. */
  hidden: boolean;
}

export interface LayerAccess {
  layer: ReadableLayer;
  articleId: string;
  membership: Membership;
  hidden: boolean;
}

/** A layer that somebody may read, and what else they may do there. `actor` and its name: as of a document. */
export interface ReadableLayer extends LayerRow {
  rights: LayerRights;
  actor: string;
  actorName: string;
  actorColour: number;
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
  async readableLayers(
    membership: Membership,
    articleId?: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<ReadableLayer[]> {
    const rows: (LayerRow & LayerFactsRow)[] = await manager.query(
      `select ${LAYER_COLUMNS}, ${layerFactsColumns("l")}
         from layer l join member m on m.actor_id = $2 ${layerFactsJoin("l")}
        where l.workspace_id = $1 and ${readableLayer("l", "$2")} and ($3::text is null or l.article_id = $3)
        order by l.article_id, case l.kind when 'team' then 0 when 'private' then 1 when 'consensus' then 2 else 3 end,
                 l.id`,
      [membership.workspaceId, membership.actor, articleId ?? null],
    );
    return rows.map((row) => toReadable(row, membership.role)).filter(({ rights }) => rights.canRead);
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
      found.map(({ layer, articleId, membership, hidden }) => {
        const place = { name, kind: parsed.kind, articleId, layerId: layer.id, layerKind: layer.kind };
        const { rights, actor, actorName, actorColour } = layer;
        const who = { membership, actor, actorName, actorColour, hidden };
        return [membership.userId, { ...place, ...who, rights, canEditText: false }];
      }),
    );
  }

  private async textDocuments(
    userIds: readonly string[],
    name: string,
    articleId: string,
  ): Promise<Map<string, DocumentAccess>> {
    const rows: (MemberColumns & { hidden: boolean })[] = await this.dataSource.query(
      `select ${MEMBER_COLUMNS}, ${codesBlind("l.id")} as hidden from article l ${membersOf("l.workspace_id", "$2")} where l.id = $1`,
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
          actorName: membership.name,
          actorColour: membership.colour,
          rights: { canRead, canAnnotate: false, canComment: false, canModerate: false },
          canEditText: can(membership.role, "edit-text"),
          hidden: row.hidden,
        };
        return [membership.userId, access];
      }),
    );
  }

  private async findLayers(userIds: readonly string[], layerId: string): Promise<LayerAccess[]> {
    const rows: (LayerRow & LayerFactsRow & MemberColumns & { hidden: boolean })[] = await this.dataSource.query(
      `select ${LAYER_COLUMNS}, ${MEMBER_COLUMNS}, ${layerFactsColumns("l")}, ${codesBlind("l.article_id")} as hidden
         from layer l ${membersOf("l.workspace_id", "$2")} ${layerFactsJoin("l")} where l.id = $1`,
      [layerId, userIds],
    );
    return rows.flatMap((row) => {
      const membership = toMembership(row);
      const layer = toReadable(row, membership.role);
      return layer.rights.canRead ? [{ layer, articleId: layer.articleId, membership, hidden: row.hidden }] : [];
    });
  }
}

function toReadable(row: LayerRow & LayerFactsRow, role: Role): ReadableLayer {
  const { id, articleId, workspaceId, kind, ownerActor, assignmentId, createdAt } = row;
  return {
    ...{ id, articleId, workspaceId, kind, ownerActor, assignmentId, createdAt },
    rights: layerRights(toLayerFacts({ kind, assignmentId }, row), role),
    actor: row.writesAs,
    actorName: row.writerName,
    actorColour: row.writerColour,
  };
}

/** A layer that was made just now, for a member who it is for: the team's, or their own private one. */
export function ownOrTeam(layer: LayerRow, membership: Membership): ReadableLayer {
  const { actor, name, colour, role } = membership;
  const rights = layerRights({ kind: layer.kind, owns: layer.ownerActor === actor }, role);
  return { ...layer, rights, actor, actorName: name, actorColour: colour };
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
