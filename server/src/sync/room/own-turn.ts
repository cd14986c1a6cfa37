import type { Append, AppendResult, LogTurn, UpdateLog } from "../update-log.ts";
import type { LogFollower } from "./log-follower.ts";

/**
 * This server's turn at a document that others write too: each gets one, however much slower than the others it is.
 * Without one, what is appended races with them.
 */
export class OwnTurn {
  private turn: LogTurn | null = null;

  constructor(
    private readonly log: UpdateLog,
    private readonly follower: LogFollower,
  ) {}

  /** Waits for it, and brings the document level with the log. */
  async take(): Promise<void> {
    const turn = await this.log.turn(this.follower.state.loaded.name);
    this.turn = turn;
    try {
      await this.follower.catchUp({ since: (epoch, seq) => turn.since(epoch, seq), end: () => this.end() });
    } catch (error) {
      await this.end();
      throw error;
    }
  }

  /** Ends the turn, if there is one. */
  append(append: Append): Promise<AppendResult> {
    const { turn } = this;
    this.turn = null;
    return turn ? turn.append(append) : this.log.append(append);
  }

  /** Nothing where it has ended. */
  async end(): Promise<void> {
    const { turn } = this;
    this.turn = null;
    await turn?.end();
  }
}
