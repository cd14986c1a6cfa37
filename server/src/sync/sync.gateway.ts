import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from "@nestjs/common";
import { CLOSE, type CloseCode } from "@postil/shared/protocol/close-codes";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { SessionService } from "../accounts/sessions.ts";
import { ArticleAccess } from "../articles/article-access.ts";
import { CONFIG, type Config } from "../platform/config.ts";
import { Events } from "../platform/events.ts";
import { isOwnOrigin } from "../platform/http/origin.ts";
import { refuseUpgrade, UpgradeRouter } from "../platform/upgrades.ts";
import { QUARANTINED_REASON } from "./quarantine.ts";
import { receiveFrame } from "./room/receive.ts";
import type { Room } from "./room/room.ts";
import type { RoomAccess } from "./room/socket.ts";
import { RoomService } from "./room.service.ts";
import { roomAccess } from "./room-access.ts";
import { QuarantinedError } from "./update-log.ts";
import { closeSocket, WsSocket } from "./ws-socket.ts";

const PREFIX = "/sync/";
/** Larger than any frame that is taken, so that one a little too large can be told why (4413). */
const MAX_FRAME = 16 * 1024 * 1024;
const PING_MS = 25_000;

/** What the handshake has found: a room to join, or the code to close with. */
type Outcome = Admission | { code: CloseCode; reason: string };
interface Admission {
  room: Room;
  access: RoomAccess;
}

/** The sockets of `/sync/<document name>`: who they are is decided before they are accepted. */
@Injectable()
export class SyncGateway implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger("Sync");
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false });
  /** Sessions that ended while a handshake was under way. */
  private readonly handshakes = new Set<{ ended: Set<string> }>();
  private pinging: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly upgrades: UpgradeRouter,
    private readonly events: Events,
    private readonly sessions: SessionService,
    private readonly access: ArticleAccess,
    private readonly rooms: RoomService,
  ) {}

  onModuleInit(): void {
    this.upgrades.register(PREFIX, (request, socket, head) => {
      this.upgrade(request, socket, head).catch((error) => {
        this.logger.error("a handshake failed", error instanceof Error ? error.stack : undefined);
        socket.destroy();
      });
    });
    this.events.on("sessionEnded", ({ userId, sessionHash }) => {
      for (const { ended } of this.handshakes) ended.add(sessionHash ?? userId);
    });
    this.pinging = setInterval(() => this.ping(), PING_MS);
    this.pinging.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.pinging);
    for (const socket of this.server.clients) socket.terminate();
    this.server.close();
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { origin, host, cookie } = request.headers;
    // A page elsewhere may open sockets here with the visitor's cookie: CORS doesn't stop that.
    if (origin !== undefined ? !isOwnOrigin(this.config, origin, host) : cookie !== undefined) {
      refuseUpgrade(socket, 403, "Forbidden");
      return;
    }
    const url = new URL(request.url ?? "/", "http://sync");
    const handshake = { ended: new Set<string>() };
    this.handshakes.add(handshake);
    let outcome: Outcome;
    try {
      outcome = await this.decide(url, cookie);
      if ("room" in outcome) {
        const { userId, sessionHash } = outcome.access;
        if (handshake.ended.has(userId) || (sessionHash !== null && handshake.ended.has(sessionHash))) {
          outcome = { code: CLOSE.signedOut, reason: "you have signed out" };
        }
      }
    } finally {
      this.handshakes.delete(handshake);
    }
    if (socket.destroyed) return;
    // A status at the upgrade reads as 1006 in browsers, and is tried again for ever; so it is accepted, then closed.
    const decided = outcome;
    this.server.handleUpgrade(request, socket, head, (accepted) => {
      if ("room" in decided) this.connect(new WsSocket(accepted, socket), accepted, url, decided);
      else {
        accepted.on("error", () => accepted.terminate());
        closeSocket(accepted, decided.code, decided.reason);
      }
    });
  }

  private async decide(url: URL, cookie: string | undefined): Promise<Outcome> {
    const name = url.pathname.slice(PREFIX.length);
    try {
      const session = await this.sessions.signedIn(cookie);
      if (!session) return { code: CLOSE.signedOut, reason: "sign in to go on" };
      const access = await this.access.document(session.userId, name);
      const room = access?.rights.canRead ? await this.rooms.room(name) : null;
      if (!access || !room)
        return { code: CLOSE.notFound, reason: "there is no such document, or you may not read it" };
      return { room, access: roomAccess(access, session.sessionHash) };
    } catch (error) {
      // Named in the log when it was found.
      if (error instanceof QuarantinedError) return { code: CLOSE.tryAgain, reason: QUARANTINED_REASON };
      this.logger.warn(`${name} can't be opened: ${error instanceof Error ? error.message : String(error)}`);
      return { code: CLOSE.tryAgain, reason: "the server can't open this just now" };
    }
  }

  private connect(peer: WsSocket, socket: WebSocket, url: URL, { room, access }: Admission): void {
    const connection = room.join(peer, access, {
      hello: url.searchParams.get("hello") === "1",
      epoch: numberOf(url.searchParams.get("epoch")),
      schema: numberOf(url.searchParams.get("schema")),
    });
    socket.on("message", (data: RawData) => receiveFrame(room, connection, toBytes(data), Date.now()));
    socket.on("pong", () => awake.add(socket));
    socket.on("error", () => socket.terminate());
    socket.on("close", () => room.leave(connection));
    awake.add(socket);
  }

  /** Finds peers that have vanished without closing. One that is still taking in a long document answers after it. */
  private ping(): void {
    for (const socket of this.server.clients) {
      const unread = socket.bufferedAmount;
      const takesIn = unread < (unreadBefore.get(socket) ?? 0);
      unreadBefore.set(socket, unread);
      if (awake.delete(socket)) socket.ping();
      else if (!takesIn) socket.terminate();
    }
  }
}

/** Sockets that have answered since the last ping. */
const awake = new WeakSet<WebSocket>();
/** What each had not taken in at the last ping, bytes. */
const unreadBefore = new WeakMap<WebSocket, number>();

function numberOf(value: string | null): number | null {
  return value === null || value === "" ? null : Number(value);
}

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
