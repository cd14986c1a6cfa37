import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type INestApplication, Logger, type WsMessageHandler } from "@nestjs/common";
import { AbstractWsAdapter } from "@nestjs/websockets";
import { lastValueFrom, type Observable } from "rxjs";
import { Server } from "socket.io";
import { SessionService, type SignedIn } from "../accounts/sessions.ts";
import { CONFIG, type Config } from "../platform/config.ts";
import { isOwnOrigin } from "../platform/http/origin.ts";
import { refuseUpgrade } from "../platform/upgrades.ts";
import type { LiveServer, LiveSocket } from "./live-server.ts";

/** Bytes of one message: the largest a client has to say is a place. */
const MESSAGE_LIMIT = 4 * 1024;

const upgrades = new WeakMap<IncomingMessage, SignedIn>();

/** Who opened the socket, as found at its upgrade. */
export function signedInAtUpgrade(request: IncomingMessage): SignedIn | undefined {
  return upgrades.get(request);
}

/**
 * Socket.IO beside `/sync` on one port, open to the signed-in from our own pages only. WebSocket is the one
 * transport: browsers send no Origin with a same-origin GET, so long polling could not be told from another site's.
 *
 * Not Nest's IoAdapter: that brings a Socket.IO of its own, and closes the HTTP server where this may only close
 * its sockets.
 */
export class LiveAdapter extends AbstractWsAdapter {
  private readonly logger = new Logger("Live");
  private readonly sessions: SessionService;
  private readonly config: Config;
  /** Sockets whose upgrade waits for an answer. */
  private readonly pending = new Set<Duplex>();
  private closed = false;

  constructor(app: INestApplication) {
    super(app);
    this.sessions = app.get(SessionService);
    this.config = app.get<Config>(CONFIG);
  }

  create(): LiveServer {
    return new Server(this.httpServer, {
      transports: ["websocket"],
      allowUpgrades: false,
      // Or it closes the upgrades of /sync.
      destroyUpgrade: false,
      serveClient: false,
      maxHttpBufferSize: MESSAGE_LIMIT,
      allowRequest: (request, answer) => void this.allow(request, answer),
    });
  }

  /** What a handler returns goes to the client's acknowledgement, when it asked for one. */
  bindMessageHandlers(
    socket: LiveSocket,
    handlers: WsMessageHandler[],
    transform: (data: unknown) => Observable<unknown>,
  ): void {
    for (const { message, callback } of handlers) {
      (socket as LooseSocket).on(String(message), (...received) => {
        const last = received.at(-1);
        const acknowledge = typeof last === "function" ? last : undefined;
        lastValueFrom(transform(callback(received[0])), { defaultValue: undefined }).then(
          (answer) => acknowledge?.(answer),
          (error: unknown) => this.logger.error(error),
        );
      });
    }
  }

  override bindClientDisconnect(socket: LiveSocket, callback: (reason: string) => void): void {
    socket.once("disconnect", callback);
  }

  /** Breaks the connections off without a goodbye, on which clients would not come back by themselves. */
  override async close(server: LiveServer): Promise<void> {
    this.closed = true;
    for (const socket of this.pending) socket.destroy();
    server.engine.close();
  }

  /** Engine.IO would answer 400 to whatever is refused, so the refusals are answered here and never reach it. */
  private async allow(request: IncomingMessage, answer: (error: null, allowed: true) => void): Promise<void> {
    const { socket } = request;
    if (!isOwnOrigin(this.config, request.headers.origin, request.headers.host)) {
      refuseUpgrade(socket, 403, "Forbidden");
      return;
    }
    this.pending.add(socket);
    const signedIn = await this.authenticate(request);
    this.pending.delete(socket);
    if (this.closed || signedIn === "unknown") refuseUpgrade(socket, 503, "Service Unavailable");
    else if (!signedIn) refuseUpgrade(socket, 401, "Unauthorized");
    else {
      upgrades.set(request, signedIn);
      answer(null, true);
    }
  }

  private async authenticate(request: IncomingMessage): Promise<SignedIn | null | "unknown"> {
    try {
      return await this.sessions.signedIn(request.headers.cookie);
    } catch (error) {
      this.logger.error(`An upgrade could not be authenticated: ${error instanceof Error ? error.message : error}`);
      return "unknown";
    }
  }
}

/** What clients send is not what its types say until it is parsed. */
interface LooseSocket {
  on(event: string, listener: (...received: unknown[]) => void): void;
}
