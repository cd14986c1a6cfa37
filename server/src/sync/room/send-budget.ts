import { CLOSE } from "@postil/shared/protocol/close-codes";
import type { Connection } from "./connection.ts";
import { ROOM_LIMITS } from "./limits.ts";

/** A sum over all sockets is good for so long, ms; what is sent meanwhile is added. */
const SUM_FOR_MS = 10;

/** What all sockets of this process together have not taken yet. */
export class SendBudget {
  private readonly connections = new Set<Connection>();
  private sum = 0;
  private summedAt = 0;

  constructor(private readonly now: () => number = Date.now) {}

  add(connection: Connection): void {
    this.connections.add(connection);
  }

  delete(connection: Connection): void {
    this.connections.delete(connection);
  }

  /**
   * Whether another whole document may be sent. Who has been sent one a while ago doesn't count: a peer that takes
   * nothing can't keep the others out.
   */
  hasRoom(): boolean {
    const now = this.now();
    if (now - this.summedAt >= SUM_FOR_MS) {
      this.sum = 0;
      this.summedAt = now;
      for (const connection of this.connections) {
        if (now - connection.wholeAt < ROOM_LIMITS.wholePatience) this.sum += connection.unread;
      }
    }
    return this.sum < ROOM_LIMITS.unreadWholes;
  }

  sent(bytes: number): void {
    this.sum += bytes;
  }

  /** Closes those who are furthest behind until no more is unread than may be. */
  relieve(drop: (connection: Connection) => void = close): void {
    let unread = 0;
    for (const connection of this.connections) unread += connection.unread;
    if (unread <= ROOM_LIMITS.unreadInAll) return;
    const worst = [...this.connections].sort((a, b) => b.unread - a.unread);
    for (const connection of worst) {
      if (unread <= ROOM_LIMITS.unreadInAll) return;
      unread -= connection.unread;
      drop(connection);
    }
  }
}

function close(connection: Connection): void {
  connection.close(CLOSE.tooFast, "you take in too little of what is sent");
}
