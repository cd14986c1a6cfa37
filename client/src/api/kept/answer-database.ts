import type { DBSchema } from "idb";
import { browserDatabase } from "./browser-database.ts";
import { LONGEST } from "./longest.ts";

/** One answer of the server to one person, as the page took it. */
export interface AnswerRow {
  user: string;
  /** The query's key as JSON. */
  key: string;
  /** Epoch ms of the answer. */
  at: number;
  /** What the schemas were when it was kept: another build may expect something else. */
  shape: string;
  data: unknown;
}

interface AnswerSchema extends DBSchema {
  answers: { key: [user: string, key: string]; value: AnswerRow };
}

export const SHAPE = import.meta.env.POSTIL_SCHEMA ?? "";

const { open: database, close } = browserDatabase<AnswerSchema>("postil-answers", 1, (created) => {
  created.createObjectStore("answers", { keyPath: ["user", "key"] });
});
export const closeAnswers = close;

const ofUser = (user: string) => IDBKeyRange.bound([user], [user, []]);
const fits = (row: AnswerRow, now: number) => row.shape === SHAPE && now - row.at <= LONGEST;

/** Null when there is none, when it is too old, or when it was kept for other schemas. */
export async function readAnswer(user: string, key: string, now = Date.now()): Promise<AnswerRow | null> {
  try {
    const row = await (await database()).get("answers", [user, key]);
    return row && fits(row, now) ? row : null;
  } catch {
    return null;
  }
}

/** All that is kept of a person's, without what is too old. */
export async function readAnswers(user: string, now = Date.now()): Promise<AnswerRow[]> {
  try {
    return (await (await database()).getAll("answers", ofUser(user))).filter((row) => fits(row, now));
  } catch {
    return [];
  }
}

/** @throws when the storage is full or switched off: nothing of it is kept then. */
export async function writeAnswers(rows: readonly AnswerRow[]): Promise<void> {
  const tx = (await database()).transaction("answers", "readwrite");
  tx.done.catch(() => undefined);
  for (const row of rows) await tx.store.put(row);
  await tx.done;
}

export async function deleteAnswers(user: string, keys: readonly string[]): Promise<void> {
  const tx = (await database()).transaction("answers", "readwrite");
  for (const key of keys) await tx.store.delete([user, key]);
  await tx.done;
}

/** Everything of a person's. */
export async function deleteAnswersOf(user: string): Promise<void> {
  await (await database()).delete("answers", ofUser(user));
}

/** What is too old or doesn't fit the schemas any more, whoever it was for. */
export async function deleteStale(now = Date.now()): Promise<void> {
  const tx = (await database()).transaction("answers", "readwrite");
  for (let cursor = await tx.store.openCursor(); cursor; cursor = await cursor.continue()) {
    if (!fits(cursor.value, now)) await cursor.delete();
  }
  await tx.done;
}
