import { CLOSE, type CloseCode } from "@postil/shared/protocol/close-codes";
import type { DocumentHead, LoadedDocument, LogTurn, UpdateLog } from "../update-log.ts";
import { DocumentState } from "./document-state.ts";
import { framesSince } from "./frames-since.ts";
import type { RightsKeeper } from "./rights-keeper.ts";

/** For so long after another server has written a turn is taken for each batch, ms: conflicts cost a load. */
const CONTENDED_MS = 5_000;

/** Those who are told what another server has written. */
export interface Followers {
  readonly isOpen: boolean;
  tell(frame: Uint8Array): void;
  /** What is news can't be told apart any more. */
  tellWhole(): void;
  /** Another server has written. */
  news(): void;
  close(code: CloseCode, reason: string): void;
}

/** Keeps a document level with its log, in which other servers write too. */
export class LogFollower {
  state: DocumentState;
  /** Position of the log that somebody has told of. */
  private heardSeq = 0;
  private contendedUntil = 0;

  /** Throws QuarantinedError. */
  constructor(
    loaded: LoadedDocument,
    private readonly log: UpdateLog,
    private readonly rights: RightsKeeper,
    private readonly followers: Followers,
    private readonly now: () => number,
  ) {
    this.state = new DocumentState(loaded);
  }

  /** The log is known to hold more. */
  get isBehind(): boolean {
    return this.heardSeq > this.state.headSeq;
  }

  /** Another server has written here not long ago: it is worth waiting for one's turn, and looking before judging. */
  get isContended(): boolean {
    return this.now() < this.contendedUntil;
  }

  /** Where the log stands, as somebody has just read it. null: the document is gone. */
  hear(head: DocumentHead | null): void {
    if (head === null) this.followers.close(CLOSE.notFound, GONE);
    else if (head.epoch > this.state.epoch) this.followers.close(CLOSE.mismatch, BEGUN_ANEW);
    else {
      this.heardSeq = Math.max(this.heardSeq, head.headSeq);
      if (head.aclVersion > this.rights.aclVersion) this.rights.changed();
    }
  }

  /**
   * Takes in what another server has written meanwhile, and tells everybody just that. The state must be a stored one.
   * With a turn nobody writes after that until it ends; it has ended when the document had to be loaded anew.
   */
  async catchUp(turn?: Pick<LogTurn, "since" | "end">): Promise<void> {
    const { state } = this;
    const { epoch, headSeq } = state;
    const tail = turn ? await turn.since(epoch, headSeq) : await this.log.since(state.loaded.name, epoch, headSeq);
    if (!this.followers.isOpen) return;
    if (tail === null) {
      await turn?.end();
      return this.reload();
    }
    this.rights.meet(tail.aclVersion);
    this.heardSeq = 0;
    if (tail.updates.length === 0) return;
    this.contendedUntil = this.now() + CONTENDED_MS;
    const frame = state.follow(tail);
    if (frame) this.followers.tell(frame);
    this.followers.news();
  }

  /**
   * Loads the document anew, since this one holds what could not be stored, or rows of the log have gone; and tells
   * everybody what others have written meanwhile.
   */
  async reload(): Promise<void> {
    const before = this.state;
    const loaded = await this.log.load(before.loaded.name);
    if (!this.followers.isOpen) return;
    if (loaded === null) return this.followers.close(CLOSE.notFound, GONE);
    if (loaded.epoch !== before.epoch) return this.followers.close(CLOSE.mismatch, BEGUN_ANEW);
    this.rights.meet(loaded.aclVersion);
    this.heardSeq = 0;
    const frames = framesSince(loaded, before.headSeq);
    this.state = new DocumentState(loaded);
    before.destroy();
    if (this.state.headSeq === before.headSeq) return;
    this.contendedUntil = this.now() + CONTENDED_MS;
    if (frames) for (const frame of frames) this.followers.tell(frame);
    else this.followers.tellWhole();
    this.followers.news();
  }
}

export const GONE = "this document has been deleted";
export const BEGUN_ANEW = "this document has begun anew";
