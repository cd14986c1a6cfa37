import { layerDocumentName } from "@postil/shared/document/text-document";
import * as protocol from "@postil/shared/protocol/frames";
import { readAck, readHello, readRefused } from "@postil/shared/protocol/frames";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import WebSocket, { type ClientOptions } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import type { HttpClient } from "./http-client.ts";

export interface SyncHeaders {
  cookie?: string;
  origin?: string;
}

export function headersOf(client: HttpClient): SyncHeaders {
  return { cookie: client.cookie, origin: client.url };
}

/** The WebSocket of a browser that is signed in. */
export function withHeaders(headers: SyncHeaders): typeof globalThis.WebSocket {
  class SocketWithHeaders extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers: { ...headers } } satisfies ClientOptions);
    }
  }
  return SocketWithHeaders as unknown as typeof globalThis.WebSocket;
}

export interface StockClient {
  doc: Y.Doc;
  provider: WebsocketProvider;
  /** Code of the close that ended it for good. */
  closed: Promise<number>;
  destroy(): void;
}

/** A y-websocket client as it comes, which knows nothing of Postil's own frames. */
export function stockClient(client: HttpClient, name: string, doc = new Y.Doc()): StockClient {
  const provider = new WebsocketProvider(`${client.url.replace("http", "ws")}/sync`, name, doc, {
    WebSocketPolyfill: withHeaders(headersOf(client)),
    // Two providers in one process would talk to each other past the server.
    disableBc: true,
  });
  const closed = new Promise<number>((resolve) => provider.on("closed", ({ code }) => resolve(code)));
  return {
    doc,
    provider,
    closed,
    destroy() {
      provider.destroy();
      doc.destroy();
    },
  };
}

export async function synced(client: StockClient): Promise<StockClient> {
  if (!client.provider.synced) await new Promise<void>((resolve) => client.provider.once("sync", () => resolve()));
  return client;
}

/** Waits until `check` is true; fails after `patience` ms. */
export async function until(check: () => boolean | Promise<boolean>, patience = 5_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await check())) {
    if (Date.now() > end) throw new Error("it did not happen in time");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export interface RawOptions {
  headers?: SyncHeaders;
  /** Sends no SyncStep2 by itself. */
  silent?: boolean;
  query?: string;
  doc?: Y.Doc;
}

/** A client that speaks Postil's protocol frame by frame. */
export class RawClient {
  readonly doc: Y.Doc;
  readonly hellos: protocol.Hello[] = [];
  readonly acks: { mark: number; seq: number }[] = [];
  readonly refusals: protocol.Refused[] = [];
  readonly frames: Uint8Array[] = [];
  readonly awareness: Uint8Array[] = [];
  readonly opened: Promise<void>;
  /** The close's code; for an upgrade that was refused its HTTP status. */
  readonly closed: Promise<number>;
  /** What the close gave as its reason. */
  reason = "";
  synced = false;
  lastMark = 0;
  private readonly socket: WebSocket;
  private applying = false;

  constructor(url: string, name: string, options: RawOptions = {}) {
    this.doc = options.doc ?? new Y.Doc();
    const query = options.query ?? "hello=1";
    this.socket = new WebSocket(`${url.replace("http", "ws")}/sync/${name}?${query}`, {
      headers: { ...options.headers },
    });
    this.socket.binaryType = "nodebuffer";
    this.closed = new Promise((resolve) => {
      this.socket.on("close", (code, reason) => {
        this.reason = reason.toString();
        resolve(code);
      });
      this.socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
    });
    this.socket.on("error", () => undefined);
    this.opened = new Promise((resolve) => this.socket.on("open", () => resolve()));
    this.socket.on("open", () => this.sendSync(0, Y.encodeStateVector(this.doc)));
    this.socket.on("message", (data: Buffer) => this.receive(new Uint8Array(data), options.silent === true));
    const follow = (update: Uint8Array) => {
      if (!this.applying && this.synced) this.sendUpdate(update);
    };
    this.doc.on("update", follow);
    this.socket.on("close", () => this.doc.off("update", follow));
  }

  static of(client: HttpClient, name: string, options: RawOptions = {}): RawClient {
    return new RawClient(client.url, name, { headers: headersOf(client), ...options });
  }

  /** Opens and waits until both sides hold the same. */
  static async join(client: HttpClient, name: string, options: RawOptions = {}): Promise<RawClient> {
    const raw = RawClient.of(client, name, options);
    await until(() => raw.synced && raw.acks.some(({ mark }) => mark >= 1));
    return raw;
  }

  send(frame: Uint8Array): void {
    this.socket.send(frame);
  }

  sendSync(step: number, payload: Uint8Array): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, protocol.MESSAGE_SYNC);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
    this.send(encoding.toUint8Array(encoder));
  }

  /** An update and the MARK behind it; returns its number. */
  sendUpdate(update: Uint8Array): number {
    this.sendSync(2, update);
    return this.mark();
  }

  mark(): number {
    this.send(protocol.encodeMark(++this.lastMark));
    return this.lastMark;
  }

  sendAwareness(entries: { client: number; clock: number; state: unknown }[]): void {
    const inner = encoding.createEncoder();
    encoding.writeVarUint(inner, entries.length);
    for (const { client, clock, state } of entries) {
      encoding.writeVarUint(inner, client);
      encoding.writeVarUint(inner, clock);
      encoding.writeVarString(inner, JSON.stringify(state));
    }
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, protocol.MESSAGE_AWARENESS);
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
    this.send(encoding.toUint8Array(encoder));
  }

  /** Resolves once everything sent so far is acknowledged. */
  async acknowledged(): Promise<number> {
    const { lastMark } = this;
    await until(() => (this.acks.at(-1)?.mark ?? 0) >= lastMark);
    return this.acks.at(-1)?.seq ?? 0;
  }

  close(): void {
    this.socket.close();
  }

  /** Ends the connection at once. */
  terminate(): void {
    this.socket.terminate();
  }

  /** Stops taking bytes from the wire. */
  stopReading(): void {
    this.socket.pause();
  }

  private receive(frame: Uint8Array, silent: boolean): void {
    this.frames.push(frame);
    const decoder = decoding.createDecoder(frame);
    switch (decoding.readVarUint(decoder)) {
      case protocol.MESSAGE_SYNC:
        this.receiveSync(decoder, silent);
        return;
      case protocol.MESSAGE_AWARENESS:
        this.awareness.push(decoding.readVarUint8Array(decoder));
        return;
      case protocol.MESSAGE_HELLO:
        this.hellos.push(readHello(decoder));
        return;
      case protocol.MESSAGE_ACK:
        this.acks.push(readAck(decoder));
        return;
      case protocol.MESSAGE_REFUSED:
        this.refusals.push(readRefused(decoder));
        return;
    }
  }

  private receiveSync(decoder: decoding.Decoder, silent: boolean): void {
    const step = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (step === 0) {
      if (silent) return;
      this.sendSync(1, Y.encodeStateAsUpdate(this.doc, payload));
      this.mark();
      return;
    }
    this.applying = true;
    Y.applyUpdate(this.doc, payload, "server");
    this.applying = false;
    if (step === 1) this.synced = true;
  }
}

interface ArticleWithLayers {
  layers: { kind: string; id: string }[];
}

/** The id of the team's layer of an article as the API answers it. */
export function teamLayer(article: ArticleWithLayers): string {
  const team = article.layers.find((layer) => layer.kind === "team");
  if (!team) throw new Error("the article has no team layer");
  return team.id;
}

export function teamDocument(article: ArticleWithLayers): string {
  return layerDocumentName(teamLayer(article));
}
