import { EventEmitter } from "node:events";
import { Injectable } from "@nestjs/common";
import type { WorkspaceTopic } from "@postil/shared/protocol/live";
import type { Job } from "@postil/shared/schema/job";
import type { Role } from "@postil/shared/schema/role";

/** What features tell those to their right in the import order, which they may not import. */
export interface AppEvents {
  /** `sessionHash` (hex) null: every session of that user. */
  sessionEnded: { userId: string; sessionHash: string | null };
  /** `role` null: no longer a member. */
  rightsChanged: { workspaceId: string; userId: string; role: Role | null };
  workspaceDeleted: { workspaceId: string };
  articleDeleted: { workspaceId: string; articleId: string; title: string; documents: string[]; by: string };
  /** Pages that show `topic` of this workspace fetch it anew. */
  changed: { workspaceId: string; topic: WorkspaceTopic; articleId?: string };
  /** The same for some people's pages only: that it happened is nobody else's business. */
  changedFor: { workspaceId: string; userIds: readonly string[]; topic: WorkspaceTopic };
  /** The workspace's acl_version has risen: whoever has something of it open is decided anew. */
  aclChanged: { workspaceId: string };
  /** Something was stored in a blind or consensus layer. */
  layerCommitted: { workspaceId: string; layerId: string };
  /** Something that may be said to somebody was stored in a layer that others than its person may read. */
  addressed: { layerId: string };
  /** For whoever sends notices. `userIds`: whom it concerns, who may all know of it. */
  assignment: {
    workspaceId: string;
    assignmentId: string;
    kind: "published" | "revealed" | "opened-to-one" | "reminded" | "extended";
    userIds: readonly string[];
  };
  importProgress: {
    workspaceId: string;
    userId: string;
    importId: string;
    done: number;
    total: number;
    name: string;
  };
  /** A job of this person's has moved on, or ended. */
  jobProgress: { userId: string; job: Job };
}

/** Tells other features of this process what happened, after it was committed. A listener must not throw. */
@Injectable()
export class Events {
  private readonly emitter = new EventEmitter().setMaxListeners(50);

  emit<K extends keyof AppEvents>(event: K, payload: AppEvents[K]): void {
    this.emitter.emit(event, payload);
  }

  /** Returns the function that stops listening. */
  on<K extends keyof AppEvents>(event: K, listener: (payload: AppEvents[K]) => void): () => void {
    this.emitter.on(event, listener);
    return () => this.emitter.off(event, listener);
  }
}
