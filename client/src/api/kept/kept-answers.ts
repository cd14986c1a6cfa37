import type { QueryKey } from "@tanstack/react-query";
import {
  type AnswerRow,
  deleteAnswers,
  deleteAnswersOf,
  deleteStale,
  readAnswer,
  readAnswers,
  SHAPE,
  writeAnswers,
} from "./answer-database.ts";
import { workspaceOf } from "./kept-keys.ts";
import { rememberSignedIn, signedInHere } from "./signed-in-here.ts";

/** Answers come in bursts: they are written together, this many ms later. */
const DELAY = 1_000;

const waiting = new Map<string, AnswerRow>();
let timer: ReturnType<typeof setTimeout> | undefined;
let swept = false;
let failing = false;

/** The last writing failed: the device's storage is full or switched off. */
export function keepingFails(): boolean {
  return failing;
}

/** Keeps an answer for the person it was given to, unless another one has signed in on this device meanwhile. */
export function keepAnswer(user: string, queryKey: QueryKey, data: unknown): void {
  if (signedInHere()?.id !== user) return;
  const key = JSON.stringify(queryKey);
  waiting.set(key, { user, key, at: Date.now(), shape: SHAPE, data });
  timer ??= setTimeout(() => void writeKept(), DELAY);
}

/** What was kept of this answer for this person; null when nothing was. */
export async function keptAnswer(user: string, queryKey: QueryKey): Promise<AnswerRow | null> {
  const key = JSON.stringify(queryKey);
  const row = waiting.get(key);
  return row?.user === user ? row : readAnswer(user, key);
}

/** The server says that there is no such thing for this person, or not any more. */
export function dropAnswer(user: string, queryKey: QueryKey): void {
  const key = JSON.stringify(queryKey);
  waiting.delete(key);
  void deleteAnswers(user, [key]).catch(() => undefined);
}

/** Writes what waits; never rejects. */
export async function writeKept(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const here = signedInHere()?.id;
  const rows = [...waiting.values()].filter(({ user }) => user === here);
  waiting.clear();
  if (rows.length === 0) return;
  try {
    await writeAnswers(rows);
    failing = false;
    // Signed out in the meantime: what was written is gone again.
    if (signedInHere()?.id !== here && here !== undefined) await deleteAnswersOf(here);
    if (!swept) await deleteStale();
    swept = true;
  } catch {
    // Without it one reads on; only opening it without a network fails.
    failing = true;
  }
}

/** Drops what is kept of workspaces that the person is no longer in. */
export async function keepOnlyWorkspaces(user: string, workspaces: ReadonlySet<string>): Promise<void> {
  const gone = (await readAnswers(user)).filter(({ key, data }) => {
    const workspace = workspaceOf(JSON.parse(key) as QueryKey, data);
    return workspace !== null && !workspaces.has(workspace);
  });
  const keys = gone.map(({ key }) => key);
  if (keys.length > 0) await deleteAnswers(user, keys).catch(() => undefined);
}

/** The articles whose own answer is kept for this person. */
export async function keptArticleIds(user: string): Promise<string[]> {
  const keys = (await readAnswers(user)).map(({ key }) => JSON.parse(key) as QueryKey);
  return keys.flatMap(([root, id]) => (root === "article" ? [String(id)] : []));
}

/** Takes all answers for this person, and that they were signed in, off the device. Resolves also where it can't. */
export async function forgetAnswers(user: string): Promise<void> {
  rememberSignedIn(null);
  waiting.clear();
  await deleteAnswersOf(user).catch(() => undefined);
}
