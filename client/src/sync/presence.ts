import type { AwarenessState } from "@postil/shared/protocol/awareness";
import type { Awareness } from "y-protocols/awareness";

/** Least time between two frames of presence, in ms. */
const INTERVAL = 100;

type OwnPresence = Omit<AwarenessState, "user">;

/** What others see of one: merged and sent at most once an interval, the last state always. */
export class Presence {
  private state: OwnPresence = {};
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sentAt = 0;

  /** `shown` false: nothing is ever sent. */
  constructor(
    private awareness: Awareness,
    private readonly shown: boolean,
  ) {
    this.attach(awareness);
  }

  /** Goes on in the awareness of a new document. */
  attach(awareness: Awareness): void {
    this.awareness = awareness;
    awareness.setLocalState(this.shown ? { ...this.state } : null);
  }

  set(change: Partial<OwnPresence>): void {
    this.state = { ...this.state, ...change };
    if (!this.shown || this.timer !== undefined) return;
    const wait = this.sentAt + INTERVAL - Date.now();
    if (wait <= 0) this.send();
    else this.timer = setTimeout(() => this.send(), wait);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private send(): void {
    this.timer = undefined;
    this.sentAt = Date.now();
    this.awareness.setLocalState({ ...this.state });
  }
}
