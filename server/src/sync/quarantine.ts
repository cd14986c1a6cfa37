import { AppError } from "../platform/errors.ts";
import { QuarantinedError } from "./update-log.ts";

/** A document that can't be read is not read again for this long, however often people reconnect. */
const RETRY_MS = 30_000;

/** What people are told who want to open it: short enough for a close frame. */
export const QUARANTINED_REASON =
  "this can't be opened until an administrator has looked at it; its annotations can still be listed and exported";

/** Documents that can't be read: they stay as they are, and the others live on. */
export class Quarantine {
  private readonly documents = new Map<string, { error: QuarantinedError; until: number }>();

  /** `report`: told of each problem once. */
  constructor(
    private readonly report: (message: string, error: Error) => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** How many there are. */
  get size(): number {
    return this.documents.size;
  }

  /** Throws what was found when it was read last, unless that is long ago. */
  check(document: string): void {
    const found = this.documents.get(document);
    if (found && this.now() < found.until) throw found.error;
  }

  add(document: string, error: QuarantinedError): void {
    // A layer can't be opened without its text: one problem, named once.
    const known = [...this.documents.values()].some((other) => other.error.message === error.message);
    this.documents.set(document, { error, until: this.now() + RETRY_MS });
    if (known) return;
    const how = "It stays as it is: see `npm run admin -- check-documents`.";
    this.report(`A document can't be read. ${error.message}. ${how}`, error);
  }

  /** It could be read, or is gone. */
  lift(document: string): void {
    this.documents.delete(document);
  }
}

/** For requests that need the document itself: a document that can't be read is no fault of theirs. */
export function asUnreadable(error: unknown): never {
  if (!(error instanceof QuarantinedError)) throw error;
  throw new AppError(503, "unreadable", `Nothing was changed: ${QUARANTINED_REASON}.`);
}
