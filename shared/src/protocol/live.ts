import type { Job } from "../schema/job.ts";

/**
 * Socket.IO events. The server pushes that something changed; pages fetch it anew by REST, so that what each person
 * sees is decided in one place.
 */
export interface PersonHere {
  actor: string;
  name: string;
  colour: number;
  /** The article open in front of them, if any. */
  articleId: string | null;
}

/** What a page may have to fetch anew. */
export type WorkspaceTopic =
  | "workspace"
  | "members"
  | "invitations"
  | "groups"
  | "articles"
  | "codebook"
  | "annotations"
  | "assignments";

export interface ServerToClientEvents {
  /** Everybody who is in the workspace now. */
  people: (event: { workspaceId: string; people: PersonHere[] }) => void;
  changed: (event: { workspaceId: string; topic: WorkspaceTopic; articleId?: string }) => void;
  articleDeleted: (event: { workspaceId: string; articleId: string; title: string; by: string }) => void;
  workspaceDeleted: (event: { workspaceId: string }) => void;
  /** The caller's own role changed, or they were removed (`role` null). */
  roleChanged: (event: { workspaceId: string; role: string | null }) => void;
  importProgress: (event: { workspaceId: string; importId: string; done: number; total: number; name: string }) => void;
  /** A job of the caller's has moved on, or ended. */
  jobProgress: (event: { job: Job }) => void;
  /** How many notices the person has not read. */
  notices: (event: { unread: number }) => void;
  signedOut: () => void;
}

export interface ClientToServerEvents {
  /** Says which workspace and article are in front of the person; answers whether they may be there. */
  enter: (place: { workspaceId: string; articleId: string | null }, answer: (ok: boolean) => void) => void;
  leave: () => void;
}
