import { LayerReader } from "@postil/shared/document/readers";
import { newId } from "@postil/shared/schema/ids";
import { afterEach, beforeEach, expect, vi } from "vitest";
import type * as Y from "yjs";
import { type DocumentSession, openDocument } from "../document-session.ts";
import { localDatabase } from "../local-database.ts";
import { pendingWork } from "../pending-work.ts";
import { FakeServer } from "./fake-server.ts";

/** Machines that build and test at once are slow. */
export const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 15_000, interval: 5 });

/** One person, one document and one server for each test; sessions are closed after it. */
export class SessionHarness {
  readonly actor = newId();
  server = new FakeServer(this.actor);
  userId = newId();
  name = `layer/${newId()}`;
  private open: DocumentSession[] = [];

  constructor() {
    beforeEach(() => {
      this.server = new FakeServer(this.actor);
      this.userId = newId();
      this.name = `layer/${newId()}`;
      this.open = [];
    });
    afterEach(async () => {
      await Promise.all(this.open.map((session) => session.destroy()));
    });
  }

  /** For operations, done now by this person. */
  ctx() {
    return { actor: this.actor, now: Date.now() };
  }

  enter(presence = true): DocumentSession {
    const { name, userId, server } = this;
    const session = openDocument({ name, userId, presence }, { url: "ws://fake/sync", webSocket: server.webSocket });
    this.open.push(session);
    return session;
  }

  async reaches(session: DocumentSession, state: DocumentSession["state"]): Promise<void> {
    await eventually(() => expect(session.state).toBe(state));
  }

  async saved(): Promise<DocumentSession> {
    const session = this.enter();
    await this.reaches(session, "saved");
    return session;
  }

  async leave(session: DocumentSession): Promise<void> {
    this.open = this.open.filter((other) => other !== session);
    await session.destroy();
  }

  notes(doc: Y.Doc): string[] {
    return new LayerReader(doc).all().map((annotation) => annotation.note);
  }

  async pendingRows() {
    return (await localDatabase()).getAllFromIndex("pending", "user", this.userId);
  }

  async hasPendingWork(user: string): Promise<boolean> {
    return (await pendingWork(user)).length > 0;
  }

  goOffline(): void {
    this.server.reachable = false;
    this.server.closeAll(1006);
  }
}
