import WebSocket from "ws";
import type { Dialect, FrameKind } from "./dialect.ts";

/** Where clients go: one document of one server. */
export interface Place {
  url: string;
  dialect: Dialect;
  headers(client: number): Record<string, string>;
  /** Whom the client writes as. */
  actor(client: number): string;
  /** The relay knows no documents: nobody is ever synced with it. */
  syncs: boolean;
}

export type Receive = (kind: FrameKind, frame: Buffer, client: BenchClient) => void;

/** A socket that takes in frames and doesn't apply them. */
export class BenchClient {
  private updates = 0;
  private answered: () => void = () => undefined;

  private constructor(
    readonly number: number,
    private readonly socket: WebSocket,
    private readonly dialect: Dialect,
  ) {}

  /** Resolves when the document has come (with the relay: when the socket is open). Fails when the server closes. */
  static join(place: Place, number: number, receive: Receive = () => undefined): Promise<BenchClient> {
    return new Promise((resolve, reject) => {
      const { dialect } = place;
      const socket = new WebSocket(place.url, { headers: place.headers(number), perMessageDeflate: false });
      const client = new BenchClient(number, socket, dialect);
      socket.on("error", reject);
      socket.on("close", (code) => code !== 1006 && reject(new Error(`client ${number} was closed with ${code}`)));
      socket.on("open", () => {
        for (const frame of dialect.greeting()) socket.send(frame);
        if (!place.syncs) resolve(client);
      });
      socket.on("message", (data: Buffer) => {
        const kind = dialect.kindOf(data);
        if (kind === "whole") {
          resolve(client);
          client.answered();
        }
        receive(kind, data, client);
      });
    });
  }

  update(update: Uint8Array): void {
    for (const frame of this.dialect.update(update, ++this.updates)) this.socket.send(frame);
  }

  awareness(update: Uint8Array): void {
    for (const frame of this.dialect.awareness(update)) this.socket.send(frame);
  }

  /** Asks for the document once more; resolves when it comes: what was sent before has been taken in by then. */
  askAgain(): Promise<void> {
    return new Promise((resolve) => {
      this.answered = resolve;
      for (const frame of this.dialect.greeting()) this.socket.send(frame);
    });
  }

  /** Gone without a word. */
  terminate(): void {
    this.socket.terminate();
  }
}

/** So many clients, all at once, numbered from `first`. */
export function joinAll(place: Place, count: number, receive?: Receive, first = 0): Promise<BenchClient[]> {
  return Promise.all(Array.from({ length: count }, (_, number) => BenchClient.join(place, first + number, receive)));
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
