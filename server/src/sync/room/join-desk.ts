import type { Connection } from "./connection.ts";
import type { DocumentState } from "./document-state.ts";
import { BadStateVector } from "./join-frames.ts";
import type { SendBudget } from "./send-budget.ts";

/** How long answering may keep everybody else waiting at a time, ms. */
const SLICE_MS = 4;
/** Who can't be answered yet is looked at again after this, ms. */
const AGAIN_MS = 10;
/** The state vector of an empty document. */
const NOTHING = new Uint8Array([0]);

interface Visitor {
  connection: Connection;
  /** What they hold; null: they have just come and are to be greeted. */
  stateVector: Uint8Array | null;
}

/** What the desk needs of the room. */
export interface Welcome {
  greet(connection: Connection): void;
  /** They have what they asked for, and are told of commits from now on. */
  arrived(connection: Connection): void;
  notAStateVector(connection: Connection): void;
}

/**
 * Where those who join, or ask again what they lack, stand in line. They are answered between commits, a few ms at a
 * time, and only as fast as the wire takes it: however many come at once, those who are in already get their frames.
 */
export class JoinDesk {
  private visitors: Visitor[] = [];
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly welcome: Welcome,
    private readonly sending: SendBudget,
    private readonly now: () => number,
    /** Called when somebody who had to wait may be answered. */
    private readonly wake: () => void,
  ) {}

  get isEmpty(): boolean {
    return this.visitors.length === 0;
  }

  /** Somebody can be answered now. */
  get isDue(): boolean {
    return this.visitors.length > 0 && this.timer === null;
  }

  enter(connection: Connection, stateVector: Uint8Array | null): void {
    this.visitors.push({ connection, stateVector });
    if (this.timer) this.stopWaiting();
  }

  /** They are sent the whole, in line with those who join. */
  enterAnew(connections: Iterable<Connection>): void {
    for (const connection of connections) {
      connection.live = false;
      this.enter(connection, NOTHING);
    }
  }

  /** Answers for a few ms. What is left is due again at once, or after a while when nobody could be answered. */
  serve(state: DocumentState): void {
    const until = performance.now() + SLICE_MS;
    const left: Visitor[] = [];
    const { visitors } = this;
    this.visitors = [];
    let answered = 0;
    for (const [index, visitor] of visitors.entries()) {
      if (performance.now() > until && index > 0) {
        left.push(...visitors.slice(index));
        answered++;
        break;
      }
      if (!visitor.connection.isOpen) continue;
      if (this.answer(visitor, state)) answered++;
      else left.push(visitor);
    }
    this.visitors = [...left, ...this.visitors];
    if (answered > 0 || this.visitors.length === 0) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.wake();
    }, AGAIN_MS);
  }

  destroy(): void {
    this.visitors = [];
    this.stopWaiting();
  }

  private answer({ connection, stateVector }: Visitor, state: DocumentState): boolean {
    if (stateVector === null) {
      this.welcome.greet(connection);
      return true;
    }
    if (!this.sending.hasRoom()) return false;
    let frames: Uint8Array[] | null;
    try {
      frames = state.join.answer(stateVector);
    } catch (error) {
      if (!(error instanceof BadStateVector)) throw error;
      this.welcome.notAStateVector(connection);
      return true;
    }
    if (frames === null) return false;
    this.sending.sent(connection.sendWhole(frames, this.now()));
    this.welcome.arrived(connection);
    return true;
  }

  private stopWaiting(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}
