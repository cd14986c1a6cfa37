import type { EntryWrite } from "../operations/entry-changes.ts";
import type { Append, Beside, UpdateLog } from "../update-log.ts";
import { type HeldDocument, NotWritten, UnstoredError } from "./held-document.ts";
import { UNAVAILABLE } from "./pipeline.ts";
import type { Room } from "./room.ts";
import type { RoomAccess } from "./socket.ts";

/** How often it is planned again because somebody else wrote meanwhile. */
const MOST_ATTEMPTS = 20;

/** A layer that is to be written, and for whom. */
export interface Part {
  room: Room;
  access: RoomAccess;
}

export interface JointPlan {
  /** What to write in each document, in the order of the parts. */
  writes: readonly (readonly EntryWrite[])[];
  /** Whose doing the history of entries calls it. */
  actor: string;
  /** What else belongs to the transaction. */
  beside: readonly Beside[];
}

/**
 * Writes several layers in one transaction of the database, as the server: all of it is stored, and then told to
 * everybody in each of them, or nothing is. The rooms' queues are held meanwhile, in the order of their documents'
 * names, so that two who need the same rooms never wait for each other.
 *
 * `plan` is called when the documents hold exactly what is on disk, with the rights as they are then (null: none any
 * more); it reads, and throws what its caller is to be told. It may be called again. Null: there is nothing to write.
 * Rejects with an UnstoredError, and closes the rooms, when the database fails.
 */
export function writeTogether(
  log: UpdateLog,
  parts: readonly Part[],
  plan: (documents: readonly HeldDocument[], access: readonly (RoomAccess | null)[]) => JointPlan | null,
): Promise<void> {
  const order = parts.map((_, index) => index);
  order.sort((a, b) => (nameOf(parts[a]) < nameOf(parts[b]) ? -1 : 1));
  const held: HeldDocument[] = [];
  const holdFrom = (at: number): Promise<void> => {
    const index = order[at];
    if (index === undefined) return write(log, held, order, parts, plan);
    const { room, access } = parts[index] as Part;
    return room.hold(access.aclVersion, (document) => {
      held[index] = document;
      return holdFrom(at + 1);
    });
  };
  return holdFrom(0);
}

function nameOf(part: Part | undefined): string {
  return part?.room.name ?? "";
}

async function write(
  log: UpdateLog,
  documents: readonly HeldDocument[],
  order: readonly number[],
  parts: readonly Part[],
  plan: Parameters<typeof writeTogether>[2],
): Promise<void> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const rights = await stored(() => settled(documents, parts));
    if (documents.some(({ isOpen }) => !isOpen)) break;
    const planned = plan(documents, rights);
    if (planned === null) return;
    const done = await stored(() => store(log, documents, order, planned));
    if (done) return;
  }
  throw new NotWritten(UNAVAILABLE);
}

async function settled(documents: readonly HeldDocument[], parts: readonly Part[]): Promise<(RoomAccess | null)[]> {
  const rights: (RoomAccess | null)[] = [];
  for (const [index, document] of documents.entries()) {
    rights.push(await document.settle((parts[index] as Part).access));
  }
  return rights;
}

/** False: somebody else wrote first, nothing was stored, and the documents were loaded anew. */
async function store(
  log: UpdateLog,
  documents: readonly HeldDocument[],
  order: readonly number[],
  { writes, actor, beside }: JointPlan,
): Promise<boolean> {
  const appends: { document: HeldDocument; append: Append }[] = [];
  for (const index of order) {
    const document = documents[index] as HeldDocument;
    const append = document.apply(writes[index] ?? [], actor);
    if (append) appends.push({ document, append });
  }
  const result = await log.appendAll(
    appends.map(({ append }) => append),
    beside,
  );
  if (result.kind === "conflict") {
    for (const document of documents) await document.reload();
    return false;
  }
  appends.forEach(({ document }, at) => {
    document.committed(result.seqs[at] as number);
  });
  return true;
}

/** Whatever goes wrong here may leave documents ahead of the log. */
async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new UnstoredError(UNAVAILABLE, { cause: error });
  }
}
