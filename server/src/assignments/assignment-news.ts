import { Injectable } from "@nestjs/common";
import { DataSource, EntityManager } from "typeorm";
import { type AppEvents, Events } from "../platform/events.ts";
import { audience, overseers, participants } from "./people.ts";

type Notice = AppEvents["assignment"]["kind"];

/** What has to be told once a change is committed. */
export interface Affected {
  workspaceId: string;
  assignmentId: string;
  /** Whose pages show something of it. */
  userIds: string[];
  notices: AppEvents["assignment"][];
  /** Tags opened with it. */
  codebook?: boolean;
}

/** Tells rooms, pages and whoever sends notices what happened in an assignment, and nobody else. */
@Injectable()
export class AssignmentNews {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: Events,
  ) {}

  /** Gathers, in the transaction that changes it, whom a change concerns. */
  async affected(
    manager: EntityManager,
    { id, workspaceId }: { id: string; workspaceId: string },
    notice?: Notice,
  ): Promise<Affected> {
    const notices: AppEvents["assignment"][] = [];
    if (notice !== undefined) {
      notices.push({ workspaceId, assignmentId: id, kind: notice, userIds: await participants(manager, id) });
    }
    return { workspaceId, assignmentId: id, userIds: await audience(manager, id), notices };
  }

  /** Sockets are decided anew, pages fetch anew. */
  rightsChanged({ workspaceId, userIds, notices, codebook = false }: Affected): void {
    this.events.emit("aclChanged", { workspaceId });
    this.events.emit("changedFor", { workspaceId, userIds, topic: "assignments" });
    if (codebook) this.events.emit("changed", { workspaceId, topic: "codebook" });
    for (const notice of notices) this.events.emit("assignment", notice);
  }

  /** To all who may know of it. */
  changed(workspaceId: string, id: string): void {
    void audience(this.dataSource.manager, id).then(
      (userIds) => this.events.emit("changedFor", { workspaceId, userIds, topic: "assignments" }),
      () => undefined,
    );
  }

  /** How far somebody is has changed: for those who oversee these, and for `own`. */
  async progressed(workspaceId: string, ids: readonly string[], own: readonly string[] = []): Promise<void> {
    const userIds = [...new Set([...(await overseers(this.dataSource.manager, ids)), ...own])];
    this.events.emit("changedFor", { workspaceId, userIds, topic: "assignments" });
  }
}
