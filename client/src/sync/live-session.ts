import { CLOSE } from "@postil/shared/protocol/close-codes";
import type { Hello, Refused } from "@postil/shared/protocol/frames";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { listenToBrowser } from "./browser-events.ts";
import { DocumentLife, type Rescue } from "./document-life.ts";
import type {
  DocumentSession,
  OpenOptions,
  SavedState,
  SessionEnd,
  SessionEnvironment,
  Trouble,
} from "./document-session.ts";
import { Presence } from "./presence.ts";
import type { DocumentPlace, RescueReason } from "./recovered-row.ts";
import { listRecovered, onRecoveredWork } from "./recovered-work.ts";
import { words } from "./words.ts";

/** See `DocumentSession`: one life of the document after another, and what the person is told of them. */
export class LiveSession implements DocumentSession {
  readonly name: string;
  readonly about: DocumentPlace | null;
  hello: Hello | null = null;
  closed: SessionEnd | null = null;
  version = 0;
  private life: DocumentLife;
  private beginning: Promise<void>;
  private rescuing: Promise<void> | null = null;
  /** Between the end of one life and the moment when its work is back in the next. */
  private restoring = false;
  private lastRescue: RescueReason | null = null;
  private refusal: Refused | null = null;
  private keepsRecovered = false;
  private destroyed = false;
  private readonly startedAt = Date.now();
  private readonly presence: Presence;
  private readonly listeners = new Set<() => void>();
  private readonly stopListening: (() => void)[];

  constructor(
    private readonly options: OpenOptions,
    private readonly environment: SessionEnvironment,
  ) {
    this.name = options.name;
    this.about = options.about ?? null;
    this.life = this.newLife();
    this.presence = new Presence(this.life.awareness, options.presence);
    this.stopListening = [
      onRecoveredWork(() => void this.lookForRecovered()),
      listenToBrowser({
        // The socket of a lost network looks alive for a long time.
        offline: () => this.life.connection?.drop(),
        back: () => {
          if (!this.closed) this.life.connection?.connect();
        },
        leaving: () => this.onlyHere,
      }),
    ];
    this.beginning = this.begin(this.life);
  }

  get doc(): Y.Doc {
    return this.life.doc;
  }

  get awareness(): Awareness {
    return this.life.awareness;
  }

  get synced(): boolean {
    return this.life.connection?.synced ?? false;
  }

  get online(): boolean {
    return this.life.connection?.online ?? false;
  }

  get unacknowledged(): number {
    return this.life.tracker.size;
  }

  get state(): SavedState {
    const { tracker, copy, loaded, hasContent, tried } = this.life;
    if (this.trouble) return "attention";
    if (this.rescuing) return "saving";
    if (!loaded || (!hasContent && !tried)) return "loading";
    if (!this.online) return copy?.unwritten || !tried ? "saving" : "offline";
    return this.synced && tracker.settled && !this.restoring ? "saved" : "saving";
  }

  get trouble(): Trouble | null {
    if (this.closed) return this.closed.reason;
    if (this.keepsRecovered) return "recovered";
    return this.life.copy?.failing ? "unkept" : null;
  }

  get detail(): string | null {
    if (this.trouble === "unkept") return this.onlyHere ? words.onlyHere : words.unkept;
    if (this.trouble === "recovered" && this.life.copy?.failing) return words.recoveredOnlyHere;
    if (this.trouble) return words.troubles[this.trouble];
    return this.state === "offline" ? words.offline : null;
  }

  /** There is work that neither the server nor this device's storage holds: it goes with the page. */
  private get onlyHere(): boolean {
    return this.life.copy?.failing === true && (this.life.tracker.size > 0 || this.restoring || this.keepsRecovered);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  setPresence(state: Parameters<DocumentSession["setPresence"]>[0]): void {
    if (!this.destroyed) this.presence.set(state);
  }

  reconnect(): void {
    if (this.destroyed) return;
    const end = this.closed;
    this.closed = null;
    // Nothing is left of a document that was gone: it begins anew.
    if (end?.reason === "not-found") this.rescueOnce("not-found");
    else this.life.connection?.connect();
    this.changed();
  }

  async destroy(): Promise<void> {
    if (this.destroyed) return;
    this.destroyed = true;
    for (const stop of this.stopListening) stop();
    this.presence.stop();
    this.listeners.clear();
    this.life.connection?.destroy();
    await this.beginning;
    await this.rescuing;
    await this.life.end();
  }

  private changed(): void {
    // What was put back after a rescue has been acknowledged: the next one starts from nothing.
    if (!this.restoring && this.life.tracker.settled) this.lastRescue = null;
    this.version++;
    for (const listener of this.listeners) listener();
  }

  private newLife(): DocumentLife {
    const life: DocumentLife = new DocumentLife({
      user: this.options.userId,
      document: this.name,
      about: this.options.about,
      url: this.environment.url ?? `${location.origin.replace(/^http/, "ws")}/sync`,
      webSocket: this.environment.webSocket,
      listener: {
        changed: () => this.changed(),
        hello: (hello) => {
          this.hello = hello;
          this.changed();
        },
        synced: () => void this.restore(life),
        refused: (refused) => {
          this.refusal = refused;
        },
        closed: (code) => {
          if (life === this.life) this.onClosed(code);
        },
        unusable: (reason) => {
          if (life === this.life && !this.closed) this.rescueOnce(reason);
        },
        strayUpdate: () => void life.retire(),
      },
    });
    return life;
  }

  private async begin(life: DocumentLife): Promise<void> {
    const hello = await life.begin();
    this.hello ??= hello;
    this.changed();
  }

  private onClosed(code: number): void {
    const refusal = this.refusal;
    this.refusal = null;
    if (code === CLOSE.refused) {
      const detail = refusal?.reason ?? "";
      if (refusal && refusal.keys.length > 0) {
        this.rescue({ reason: "refused", state: "waiting", detail, avoid: refusal.keys });
      } else this.rescueOnce("refused", detail);
    } else if (code === CLOSE.tooLarge) this.rescueOnce("too-large");
    else if (code === CLOSE.mismatch && !this.life.fresh) this.rescueOnce("mismatch");
    else if (code === CLOSE.mismatch) this.closed = { code, reason: "outdated" };
    else if (code === CLOSE.signedOut) this.closed = { code, reason: "signed-out" };
    else if (code === CLOSE.notFound) {
      this.closed = { code, reason: "not-found" };
      void this.life.retire().then(() => this.changed());
    } else this.closed = { code, reason: "refused" };
    this.changed();
  }

  /** Rescues; when the same happened just before, nothing is tried again. */
  private rescueOnce(reason: RescueReason, detail = ""): void {
    this.rescue({ reason, state: "waiting", detail, avoid: this.lastRescue === reason ? "all" : [] });
  }

  /** Takes pending work out as plain JSON and opens the document afresh; it is put back once that is synced. */
  private rescue(rescue: Rescue): void {
    if (this.rescuing || this.destroyed) return;
    const old = this.life;
    this.lastRescue = rescue.reason;
    this.restoring = true;
    old.connection?.destroy();
    this.life = this.newLife();
    this.presence.attach(this.life.awareness);
    this.rescuing = old
      .takeOut(rescue)
      .then(() => old.end())
      .then(() => (this.destroyed ? undefined : this.begin(this.life)))
      .finally(() => {
        this.rescuing = null;
        this.changed();
      });
    this.changed();
  }

  private async restore(life: DocumentLife): Promise<void> {
    if (!this.hello) return;
    await life.restoreWaiting(this.hello);
    await this.lookForRecovered();
    if (life !== this.life || this.rescuing) return;
    if (life.connection?.synced) this.restoring = false;
    this.changed();
  }

  /** Looks for work that became recovered work since this page opened the document. */
  private async lookForRecovered(): Promise<void> {
    const rows = await listRecovered(this.options.userId, this.name);
    const keeps = rows.some((row) => row.state === "kept" && row.at >= this.startedAt);
    if (keeps === this.keepsRecovered || this.destroyed) return;
    this.keepsRecovered = keeps;
    this.changed();
  }
}
