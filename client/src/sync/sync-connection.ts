import { CLOSE } from "@postil/shared/protocol/close-codes";
import {
  encodeMark,
  type Hello,
  MESSAGE_ACK,
  MESSAGE_AWARENESS,
  MESSAGE_HELLO,
  MESSAGE_QUERY_AWARENESS,
  MESSAGE_REFUSED,
  MESSAGE_SYNC,
  PROTOCOL_VERSION,
  type Refused,
  readAck,
  readHello,
  readRefused,
} from "@postil/shared/protocol/frames";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { type Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import { messageYjsSyncStep1, messageYjsSyncStep2, writeUpdate } from "y-protocols/sync";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

interface ConnectionListener {
  /** Online, synced, or the hello changed. */
  changed(): void;
  connected(): void;
  disconnected(): void;
  hello(hello: Hello): void;
  /** All that the document holds was sent, followed by this MARK. */
  sentAll(mark: number): void;
  acknowledged(mark: number): void;
  synced(): void;
  refused(refused: Refused): void;
  /** The server closed with a code of 4400-4499: there is no reconnecting. */
  closed(code: number): void;
  /** The document must not be sent as it is: its client id is somebody else's, or the server's bytes don't apply. */
  unusable(): void;
}

interface ConnectionOptions {
  /** Such as `wss://postil.example/sync`. */
  url: string;
  name: string;
  doc: Y.Doc;
  awareness: Awareness;
  /** Of the local copy; 0 when there is none. */
  epoch: number;
  schema: number;
  webSocket?: typeof WebSocket;
  listener: ConnectionListener;
}

/** Longest wait before trying again, in ms. */
const LONGEST_WAIT = 10_000;
/** Longest wait after a server that stops or that has changed somebody's rights asked everybody to come again, in ms. */
const AGAIN_WAIT = 800;
/** Least wait after the server asked to go slower, in ms. */
const SLOWER_WAIT = 2_000;

/**
 * One document's line to the server: y-websocket's provider with Postil's own frames beside the standard ones. It sends
 * what was made here only, each update followed by a MARK, and its own awareness only.
 */
export class SyncConnection {
  private readonly provider: WebsocketProvider;
  private mark = 0;
  /** How many structs of this client id have been sent, over any connection. */
  private sentClock = 0;
  private destroyed = false;

  constructor(private readonly options: ConnectionOptions) {
    const { url, name, doc, awareness, epoch, schema, webSocket } = options;
    const provider = new WebsocketProvider(url, name, doc, {
      connect: false,
      awareness,
      disableBc: true,
      params: {
        hello: String(PROTOCOL_VERSION),
        schema: String(schema),
        ...(epoch > 0 ? { epoch: String(epoch) } : {}),
      },
      ...(webSocket ? { WebSocketPolyfill: webSocket } : {}),
    });
    this.provider = provider;
    // The provider would send on whatever it hears, and others' awareness back to where it came from.
    doc.off("update", provider._updateHandler);
    awareness.off("update", provider._awarenessUpdateHandler);
    awareness.on("update", this.onAwareness);
    // It announces one's leaving in every document; the server sees the socket close, and some layers have no presence.
    provider.disconnectBc = () => undefined;
    this.handle(MESSAGE_SYNC, (decoder) => this.readSync(decoder));
    this.handle(MESSAGE_QUERY_AWARENESS, () => this.sendAwareness());
    this.handle(MESSAGE_HELLO, (decoder) => {
      const hello = readHello(decoder);
      provider.params.epoch = String(hello.epoch);
      options.listener.hello(hello);
    });
    this.handle(MESSAGE_ACK, (decoder) => options.listener.acknowledged(readAck(decoder).mark));
    this.handle(MESSAGE_REFUSED, (decoder) => options.listener.refused(readRefused(decoder)));
    provider.on("status", ({ status }) => {
      if (this.destroyed) return;
      if (status === "connected") {
        this.mark = 0;
        options.listener.connected();
      } else if (status === "disconnected") options.listener.disconnected();
      options.listener.changed();
    });
    provider.on("connection-close", (event) => {
      this.setWait(event?.code ?? 0);
      if (!this.destroyed) options.listener.disconnected();
    });
    provider.on("closed", ({ code }) => {
      if (!this.destroyed) options.listener.closed(code);
    });
  }

  get online(): boolean {
    return this.provider.wsconnected;
  }

  get synced(): boolean {
    return this.provider.synced;
  }

  connect(): void {
    if (!this.destroyed) this.provider.connect();
  }

  /** Gives up the present socket, which may be dead without anybody knowing, and tries anew after the usual wait. */
  drop(): void {
    if (this.destroyed || !this.provider.shouldConnect) return;
    this.provider.disconnect();
    this.provider.shouldConnect = true;
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.options.awareness.off("update", this.onAwareness);
    this.provider.destroy();
  }

  /** Sends an own update and the MARK that follows it, whose number it returns; null when not connected. */
  sendUpdate(update: Uint8Array): number | null {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE_SYNC);
    writeUpdate(encoder, update);
    if (!this.send(encoding.toUint8Array(encoder))) return null;
    return this.sendMark();
  }

  private sendMark(): number {
    this.sentClock = Y.getState(this.options.doc.store, this.options.doc.clientID);
    this.mark++;
    this.send(encodeMark(this.mark));
    return this.mark;
  }

  private send(frame: Uint8Array): boolean {
    const socket = this.provider.ws;
    if (!this.provider.wsconnected || !socket || socket.readyState !== socket.OPEN) return false;
    socket.send(frame as Uint8Array<ArrayBuffer>);
    return true;
  }

  private handle(type: number, read: (decoder: decoding.Decoder) => void): void {
    this.provider.messageHandlers[type] = (_encoder, decoder) => {
      if (this.destroyed) return;
      try {
        read(decoder);
      } catch {
        // Nothing that the server sends may end in an exception inside the socket's event.
        this.options.listener.unusable();
      }
    };
  }

  private readSync(decoder: decoding.Decoder): void {
    const { doc, listener } = this.options;
    const type = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (type === messageYjsSyncStep1) {
      this.answerStep1(payload);
      return;
    }
    this.apply(payload);
    if (doc.clientID !== this.options.awareness.clientID) {
      listener.unusable();
      return;
    }
    if (type === messageYjsSyncStep2 && !this.provider.synced) {
      this.provider.synced = true;
      listener.synced();
      listener.changed();
    }
  }

  /** Not y-protocols' reader: that one swallows errors, and the document would be wrong from there on. */
  private apply(update: Uint8Array): void {
    try {
      Y.applyUpdate(this.options.doc, update, this);
    } catch (error) {
      // Bytes that don't decode throw again here. If they do, an observer of the document failed, which harms no data:
      // it must be heard, but not in place of what comes next.
      Y.decodeUpdate(update);
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  private answerStep1(stateVector: Uint8Array): void {
    const { doc, listener } = this.options;
    const known = Y.decodeStateVector(stateVector).get(doc.clientID) ?? 0;
    if (known > this.sentClock) {
      // Somebody wrote under this client id: what was made here would count as known and be dropped.
      listener.unusable();
      return;
    }
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE_SYNC);
    encoding.writeVarUint(encoder, messageYjsSyncStep2);
    encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(doc, stateVector));
    if (this.send(encoding.toUint8Array(encoder))) listener.sentAll(this.sendMark());
  }

  private readonly onAwareness = (changes: { added: number[]; updated: number[]; removed: number[] }): void => {
    const own = this.options.awareness.clientID;
    if ([changes.added, changes.updated, changes.removed].some((ids) => ids.includes(own))) this.sendAwareness(true);
  };

  private sendAwareness(evenGone = false): void {
    const { awareness } = this.options;
    if (awareness.getLocalState() === null && !evenGone) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE_AWARENESS);
    encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [awareness.clientID]));
    this.send(encoding.toUint8Array(encoder));
  }

  /** The provider waits 2^n × 100 ms, at most `maxBackoffTime`: a random cap keeps clients from coming all at once. */
  private setWait(code: number): void {
    const usual = Math.min(2 ** (this.provider.wsUnsuccessfulReconnects + 1) * 100, LONGEST_WAIT);
    const wait = usual * (0.5 + Math.random() / 2);
    this.provider.maxBackoffTime = wait;
    if (code === CLOSE.tryAgain && usual < AGAIN_WAIT) {
      // Everybody in the room was closed at once: they come back spread over this time.
      this.provider.wsUnsuccessfulReconnects = 2;
      this.provider.maxBackoffTime = AGAIN_WAIT * (0.1 + 0.9 * Math.random());
    } else if (code === CLOSE.tooFast) {
      // Its formula reaches the longer wait only after some failures.
      this.provider.wsUnsuccessfulReconnects = Math.max(this.provider.wsUnsuccessfulReconnects, 5);
      this.provider.maxBackoffTime = Math.max(wait, SLOWER_WAIT * (1 + Math.random()));
    }
  }
}
