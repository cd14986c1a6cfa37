import { AuditEvent } from "./accounts/audit-event.entity.ts";
import { PasswordReset } from "./accounts/password-reset.entity.ts";
import { Session } from "./accounts/session.entity.ts";
import { AppUser } from "./accounts/user.entity.ts";
import { ArticleEntity } from "./articles/article.entity.ts";
import { LayerEntity } from "./articles/layer.entity.ts";
import { TagEntity } from "./codebook/tag.entity.ts";
import { Actor } from "./workspaces/actor.entity.ts";
import { InvitationEntity } from "./workspaces/invitation.entity.ts";
import { MemberEntity } from "./workspaces/member.entity.ts";
import { WorkspaceEntity } from "./workspaces/workspace.entity.ts";

/** Every TypeORM entity, listed once: each feature adds its own. Tables without one are reached by SQL. */
export const entities: (new () => object)[] = [
  AppUser,
  AuditEvent,
  PasswordReset,
  Session,
  WorkspaceEntity,
  Actor,
  MemberEntity,
  InvitationEntity,
  TagEntity,
  ArticleEntity,
  LayerEntity,
];
