import { Injectable, type OnApplicationShutdown } from "@nestjs/common";
import type { ServerToClientEvents } from "@postil/shared/protocol/live";
import { type AppEvents, Events } from "../platform/events.ts";
import { Coalescer } from "./coalescer.ts";
import { type LiveServer, sessionRoom, socketsIn, userRoom, workspaceRoom } from "./live-server.ts";
import { Presence } from "./presence.ts";

/** People come in waves (a class opens its laptops, a server starts anew): one list goes out for so many ms. */
const PEOPLE_EVERY_MS = 200;

/** Passes on to pages what happened, to those whom it concerns. */
@Injectable()
export class LiveNotices implements OnApplicationShutdown {
  readonly presence = new Presence((workspaceId) => this.people.schedule(workspaceId));
  private readonly people = new Coalescer(PEOPLE_EVERY_MS, (workspaceId) => this.sendPeople(workspaceId));
  private readonly stopListening: (() => void)[] = [];
  private server: LiveServer | null = null;
  /** Counts changes of anybody's rights. */
  private rightsVersion = 0;

  constructor(private readonly events: Events) {}

  attach(server: LiveServer): void {
    this.server = server;
    this.stopListening.push(
      this.events.on("changed", (event) => server.to(workspaceRoom(event.workspaceId)).emit("changed", event)),
      this.events.on("changedFor", ({ userIds, ...event }) => {
        for (const userId of userIds) server.to(userRoom(userId)).emit("changed", event);
      }),
      this.events.on("articleDeleted", ({ workspaceId, articleId, title, by }) => {
        server.to(workspaceRoom(workspaceId)).emit("articleDeleted", { workspaceId, articleId, title, by });
      }),
      this.events.on("importProgress", ({ userId, ...progress }) => {
        server.to(userRoom(userId)).emit("importProgress", progress);
      }),
      this.events.on("jobProgress", ({ userId, job }) => server.to(userRoom(userId)).emit("jobProgress", { job })),
      this.events.on("workspaceDeleted", ({ workspaceId }) => this.workspaceDeleted(server, workspaceId)),
      this.events.on("rightsChanged", (event) => this.rightsChanged(server, event)),
      this.events.on("sessionEnded", (event) => this.sessionEnded(server, event)),
    );
  }

  onApplicationShutdown(): void {
    for (const stop of this.stopListening) stop();
    this.people.stop();
  }

  /** To all of one person's tabs. */
  tellUser<K extends keyof ServerToClientEvents>(
    userId: string,
    event: K,
    ...payload: Parameters<ServerToClientEvents[K]>
  ): void {
    this.server?.to(userRoom(userId)).emit(event, ...payload);
  }

  /** How many sockets a person has open. */
  countOf(userId: string): number {
    return this.server?.of("/").adapter.rooms.get(userRoom(userId))?.size ?? 0;
  }

  /** Nobody has a page open here. */
  get isDeserted(): boolean {
    return (this.server?.of("/").sockets.size ?? 0) === 0;
  }

  /** Asks again when rights changed while the answer was under way: nobody enters by an answer that is out of date. */
  async whileRightsStay<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      const version = this.rightsVersion;
      const answer = await ask();
      if (version === this.rightsVersion) return answer;
    }
  }

  private sendPeople(workspaceId: string): void {
    const people = this.presence.people(workspaceId);
    if (people.length > 0) this.server?.to(workspaceRoom(workspaceId)).emit("people", { workspaceId, people });
  }

  private rightsChanged(server: LiveServer, { workspaceId, userId, role }: AppEvents["rightsChanged"]): void {
    this.rightsVersion += 1;
    server.to(userRoom(userId)).emit("roleChanged", { workspaceId, role });
    if (role !== null) return;
    for (const socket of socketsIn(server, userRoom(userId))) {
      void socket.leave(workspaceRoom(workspaceId));
      if (this.presence.place(socket.id)?.workspaceId === workspaceId) this.presence.leave(socket.id);
    }
  }

  private workspaceDeleted(server: LiveServer, workspaceId: string): void {
    this.rightsVersion += 1;
    server.to(workspaceRoom(workspaceId)).emit("workspaceDeleted", { workspaceId });
    for (const socket of socketsIn(server, workspaceRoom(workspaceId))) {
      void socket.leave(workspaceRoom(workspaceId));
      this.presence.leave(socket.id);
    }
  }

  private sessionEnded(server: LiveServer, { userId, sessionHash }: AppEvents["sessionEnded"]): void {
    const room = sessionHash === null ? userRoom(userId) : sessionRoom(sessionHash);
    for (const socket of socketsIn(server, room)) {
      socket.emit("signedOut");
      // What is queued goes out first.
      socket.disconnect(true);
    }
  }
}
