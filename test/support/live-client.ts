import type { ClientToServerEvents, ServerToClientEvents } from "@postil/shared/protocol/live";
import { io, type Socket } from "socket.io-client";
import type { HttpClient } from "./http-client.ts";

type Events = ServerToClientEvents;
type Payload<K extends keyof Events> = Parameters<Events[K]>[0];

/** A page's live connection, which keeps everything it hears. */
export class LiveClient {
  readonly heard: { event: keyof Events; payload: unknown }[] = [];

  private constructor(readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>) {
    socket.onAny((event: keyof Events, payload: unknown) => this.heard.push({ event, payload }));
  }

  /** Waits for the connection; rejects when it is refused. */
  static async connect(client: HttpClient, headers: Record<string, string> = {}): Promise<LiveClient> {
    const socket = io(client.url, {
      transports: ["websocket"],
      forceNew: true,
      reconnectionDelay: 50,
      extraHeaders: { origin: client.url, cookie: client.cookie, ...headers },
    });
    const live = new LiveClient(socket);
    await new Promise<void>((resolve, reject) => {
      const refused = (error: Error) => {
        socket.disconnect();
        reject(error);
      };
      socket.once("connect_error", refused);
      socket.once("connect", () => {
        socket.off("connect_error", refused);
        resolve();
      });
    });
    return live;
  }

  enter(workspaceId: string, articleId: string | null = null): Promise<boolean> {
    return this.socket.timeout(5_000).emitWithAck("enter", { workspaceId, articleId });
  }

  /** What was heard of an event so far. */
  all<K extends keyof Events>(event: K): Payload<K>[] {
    return this.heard.filter((one) => one.event === event).map((one) => one.payload as Payload<K>);
  }

  /** The first payload, already heard or still to come, that fits. Rejects after `withinMs`. */
  async until<K extends keyof Events>(
    event: K,
    fits: (payload: Payload<K>) => boolean = () => true,
    withinMs = 3_000,
  ): Promise<Payload<K>> {
    const end = Date.now() + withinMs;
    for (;;) {
      const found = this.all(event).find(fits);
      if (found !== undefined || (event === "signedOut" && this.heard.some((one) => one.event === event))) {
        return found as Payload<K>;
      }
      if (Date.now() > end) throw new Error(`"${event}" was not heard, but ${JSON.stringify(this.heard)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Resolves when the connection has ended; rejects after `withinMs`. */
  async untilGone(withinMs: number): Promise<void> {
    const end = Date.now() + withinMs;
    while (this.socket.connected) {
      if (Date.now() > end) throw new Error("the connection is still open");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  close(): void {
    this.socket.disconnect();
  }
}
