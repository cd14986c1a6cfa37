import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnModuleInit,
  Optional,
} from "@nestjs/common";
import { textDocumentName } from "@postil/shared/document/text-document";
import { CLOSE, type CloseCode } from "@postil/shared/protocol/close-codes";
import type { LayerOperation } from "@postil/shared/schema/layer-operation";
import { DataSource } from "typeorm";
import type { SignedIn } from "../accounts/sessions.ts";
import { ArticleAccess, type DocumentAccess } from "../articles/article-access.ts";
import { Locks } from "../platform/database/locks.ts";
import { notFound } from "../platform/errors.ts";
import { Events } from "../platform/events.ts";
import { Vitals } from "../platform/vitals.ts";
import { addressesSomebody } from "./addresses-somebody.ts";
import { Announcer } from "./announcer.ts";
import { COMPACTION_OPTIONS, type CompactionOptions } from "./compaction/compaction-options.ts";
import { Compactor } from "./compaction/compactor.ts";
import { CountedLog } from "./compaction/counted-log.ts";
import { DERIVED_WRITER, type DerivedWriter, type TextSnapshot } from "./derived-writer.ts";
import { drain } from "./drain.ts";
import { gathered } from "./gathered.ts";
import { PostgresSnapshots } from "./log/postgres-snapshots.ts";
import { PostgresUpdateLog } from "./log/postgres-update-log.ts";
import { membersAmong, tagsAmong } from "./operations/known-ids.ts";
import { assigneesIn, planOperations, requireAssignees, requireTags, tagsIn } from "./operations/plan-operations.ts";
import { writeOperations } from "./operations/write-operations.ts";
import { asUnreadable, Quarantine } from "./quarantine.ts";
import type { RoomDependencies } from "./room/dependencies.ts";
import { NotWritten, UnstoredError } from "./room/held-document.ts";
import { Room } from "./room/room.ts";
import { SendBudget } from "./room/send-budget.ts";
import { textAt } from "./room/text-cache.ts";
import { type Part, writeTogether } from "./room/write-together.ts";
import { roomAccess } from "./room-access.ts";
import { closeOnEvents } from "./room-events.ts";
import { TextHolders } from "./text-holders.ts";
import { asUnavailable, unavailable } from "./unavailable.ts";
import { type LoadedDocument, QuarantinedError, type UpdateLog } from "./update-log.ts";

/** A room that nobody is in, with nothing to store, is thrown away after this. */
const IDLE_MS = 30_000;
const SWEEP_MS = 2_000;

export interface OperationsAnswer {
  items: { op: string; id: string }[];
  seq: number;
}

/** The rooms of this server: one a document, opened once, closed when idle and empty. */
@Injectable()
export class RoomService implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger("Sync");
  private readonly log: UpdateLog;
  private readonly compactor: Compactor;
  private readonly quarantine = new Quarantine((message, error) => this.logger.error(message, error.stack));
  private readonly opening = new Map<string, Promise<Room | null>>();
  private readonly open = new Map<string, Room>();
  private readonly holders = new TextHolders();
  private readonly idleSince = new Map<string, number>();
  private readonly sending = new SendBudget();
  private readonly announcer: Announcer;
  private sweeping: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly events: Events,
    private readonly access: ArticleAccess,
    private readonly vitals: Vitals,
    locks: Locks,
    @Optional() @Inject(DERIVED_WRITER) private readonly derived: DerivedWriter | null = null,
    @Optional() @Inject(COMPACTION_OPTIONS) compaction: CompactionOptions = {},
  ) {
    this.announcer = new Announcer(events);
    const log = new PostgresUpdateLog(dataSource, derived);
    const store = new PostgresSnapshots(dataSource);
    const report = this.report.bind(this);
    this.compactor = new Compactor({ log, store, locks, report }, compaction);
    this.log = new CountedLog(log, this.compactor);
  }

  onModuleInit(): void {
    this.sweeping = setInterval(() => this.sweep(), SWEEP_MS);
    this.sweeping.unref();
    closeOnEvents(this.events, this.open);
    this.vitals.register("rooms", () => this.open.size);
    this.vitals.register("sockets", () => this.count().sockets);
    this.vitals.register("quarantined", () => this.quarantine.size);
  }

  /** Stores what is queued, then sends everybody away to come back. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearInterval(this.sweeping);
    this.announcer.stop();
    const compaction = this.compactor.stop();
    await drain([...this.open.values()]);
    await compaction;
  }

  /**
   * The room of a document; null when there is no such document. Throws QuarantinedError, or what the database throws.
   */
  async room(name: string): Promise<Room | null> {
    if (this.stopping) throw unavailable();
    let opening = this.opening.get(name);
    if (!opening) {
      this.quarantine.check(name);
      opening = this.load(name);
      this.opening.set(name, opening);
      const forget = () => this.opening.get(name) === opening && this.opening.delete(name);
      opening.then((room) => room ?? forget(), forget);
    }
    const room = await opening;
    if (room && !room.isOpen) return this.room(name);
    this.idleSince.delete(name);
    return room;
  }

  /** Brings every open room level with what other servers have written to the log; one statement for all of them. */
  async followLog(): Promise<void> {
    // These very rooms: one that is opened meanwhile under the same name has read the log itself.
    const rooms = [...this.open];
    if (rooms.length === 0) return;
    const heads = await this.log.heads(rooms.map(([name]) => name));
    for (const [name, room] of rooms) room.hear(heads.get(name) ?? null);
  }

  /** The sessions of all open sockets, each once. */
  sessions(): SignedIn[] {
    const sessions = new Map<string, SignedIn>();
    for (const room of this.open.values()) {
      for (const { access } of room.connections()) {
        const { userId, sessionHash } = access;
        if (sessionHash !== null) sessions.set(sessionHash, { userId, sessionHash });
      }
    }
    return [...sessions.values()];
  }

  /** How many rooms are open and how many sockets are in them. */
  count(): { rooms: number; sockets: number } {
    let sockets = 0;
    for (const room of this.open.values()) sockets += room.sockets;
    return { rooms: this.open.size, sockets };
  }

  /**
   * Calls `fn` with the committed text of an article while nothing can change it. 404 when there is none.
   * `fn` must not keep the document.
   */
  async withText<T>(articleId: string, fn: (snapshot: TextSnapshot) => T): Promise<T> {
    const room = await this.room(textDocumentName(articleId));
    if (!room) throw notFound("There is no such article, or you have no access to it.");
    return room.read(({ doc, seq }) => fn(textAt(doc, seq))).catch(asUnavailable(room));
  }

  /** How many sockets of this server share a document. */
  socketsIn(name: string): number {
    return this.open.get(name)?.sockets ?? 0;
  }

  /** Carries out operations on a layer, all or nothing; answers once they are committed. */
  async operate(access: DocumentAccess, operations: readonly LayerOperation[]): Promise<OperationsAnswer> {
    const room = await this.room(access.name).catch(asUnreadable);
    if (!room) throw notFound("There is no such layer, or you have no access to it.");
    const plan = await this.withText(access.articleId, (text) => planOperations(operations, text)).catch(asUnreadable);
    const { workspaceId } = access.membership;
    requireTags(operations, await tagsAmong(this.dataSource, workspaceId, tagsIn(operations)));
    requireAssignees(operations, await membersAmong(this.dataSource, workspaceId, assigneesIn(operations)));
    const seq = await room
      .write(roomAccess(access, null), (doc, writer) =>
        writeOperations(doc, plan, writer, { now: Date.now(), erased: room.loaded.erased }),
      )
      .catch(asUnavailable(room));
    return { items: plan.items, seq };
  }

  /** Writes several layers in one transaction: see `writeTogether`. Answers once it is committed. */
  async writeTogether(layers: readonly DocumentAccess[], plan: Parameters<typeof writeTogether>[2]): Promise<void> {
    const parts: Part[] = [];
    for (const access of layers) {
      const room = await this.room(access.name).catch(asUnreadable);
      if (!room) throw notFound("There is no such layer, or you have no access to it.");
      parts.push({ room, access: roomAccess(access, null) });
    }
    await writeTogether(this.log, parts, plan).catch((error) => {
      throw error instanceof NotWritten || error instanceof UnstoredError ? unavailable() : error;
    });
  }

  /** Closes a document's room and all its sockets. */
  closeDocument(name: string, code: CloseCode, reason: string): void {
    this.open.get(name)?.close(code, reason);
  }

  private async load(name: string): Promise<Room | null> {
    try {
      const room = await this.openRoom(name);
      this.quarantine.lift(name);
      return room;
    } catch (error) {
      if (error instanceof QuarantinedError) this.quarantine.add(name, error);
      throw error;
    }
  }

  private async openRoom(name: string): Promise<Room | null> {
    await this.compactor.opening(name);
    const loaded = await this.log.load(name);
    if (!loaded) return null;
    const textName = loaded.kind === "layer" ? textDocumentName(loaded.articleId) : null;
    if (textName !== null) this.holders.hold(textName, name);
    try {
      const text = textName === null ? null : await this.textOf(textName);
      const room = new Room(loaded, this.dependencies(loaded, textName, text));
      if (this.stopping) throw unavailable();
      this.open.set(name, room);
      return room;
    } catch (error) {
      if (textName !== null) this.holders.release(textName, name);
      throw error;
    }
  }

  /** How a layer's room sees its article's text: as it is now, or as it was last when its room has just closed. */
  private async textOf(name: string): Promise<() => TextSnapshot> {
    const room = await this.room(name);
    if (!room) throw new Error(`${name} is missing`);
    let latest = room.textSnapshot();
    return () => {
      latest = this.open.get(name)?.textSnapshot() ?? latest;
      return latest;
    };
  }

  private dependencies(
    loaded: LoadedDocument,
    textName: string | null,
    text: RoomDependencies["text"],
  ): RoomDependencies {
    const { name, kind, layerId, layerKind, workspaceId } = loaded;
    // What happens in a layer that not everybody reads is nobody else's business: not even that it happened.
    const shared = layerKind === "team";
    return {
      log: this.log,
      derived: kind === "layer" ? this.derived : null,
      text,
      sending: this.sending,
      hasPresence: kind === "text" || shared,
      authorize: gathered(async (userIds) => {
        const found = await this.access.documents(userIds, name);
        return new Map([...found].map(([userId, access]) => [userId, roomAccess(access, null)]));
      }),
      committed: (revisions = []) => {
        const isOthers = layerId !== null && layerKind !== "private";
        if (shared) this.announcer.changed(workspaceId);
        else if (isOthers) this.events.emit("layerCommitted", { workspaceId, layerId });
        if (isOthers && addressesSomebody(revisions)) this.events.emit("addressed", { layerId });
      },
      closed: () => {
        this.open.delete(name);
        this.opening.delete(name);
        this.idleSince.delete(name);
        this.compactor.closed(name);
        if (textName !== null) this.holders.release(textName, name);
        // Layers go on counting in this text.
        if (this.holders.has(name) && !this.stopping) this.room(name).catch(() => undefined);
      },
      report: this.report.bind(this),
    };
  }

  private report(level: "warn" | "error", message: string, error?: unknown): void {
    this.logger[level](message, error instanceof Error ? error.stack : undefined);
  }

  private sweep(): void {
    const now = Date.now();
    this.sending.relieve();
    for (const [name, room] of this.open) {
      room.tick();
      if (!room.isIdle || this.holders.has(name)) this.idleSince.delete(name);
      else if (!this.idleSince.has(name)) this.idleSince.set(name, now);
      else if (now - (this.idleSince.get(name) as number) >= IDLE_MS) {
        this.compactor.closedIdle(name, room.loaded.clients.size);
        room.close(CLOSE.tryAgain, "idle");
      }
    }
  }
}
