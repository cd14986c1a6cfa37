import {
  type Article,
  type ArticleListItem,
  type Reading,
  type ReadingBody,
  readingBodySchema,
} from "@postil/shared/schema/article";
import type { QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { z } from "zod";
import { signedInHere } from "./kept/signed-in-here.ts";
import { queryKeys } from "./query-keys.ts";

/**
 * Where a person reads, first on this device (localStorage, `postil.reading-place/<userId>`), then on the server. What
 * could not be sent is sent when the connection is back, or on the next visit.
 */
const keptSchema = z.record(z.string(), z.object({ reading: readingBodySchema, sent: z.boolean() }));
type Kept = z.infer<typeof keptSchema>;

/** Most articles whose place is kept on this device; of more, those read longest ago are forgotten once they were sent. */
const MOST = 200;

const keyOf = (userId: string) => `postil.reading-place/${userId}`;

function readKept(userId: string): Kept {
  try {
    const parsed = keptSchema.safeParse(JSON.parse(localStorage.getItem(keyOf(userId)) ?? "{}"));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

function writeKept(userId: string, kept: Kept): void {
  const newest = Object.entries(kept).sort(([, a], [, b]) => (a.reading.updatedAt < b.reading.updatedAt ? 1 : -1));
  const left = newest.filter(([, { sent }], index) => index < MOST || !sent);
  try {
    localStorage.setItem(keyOf(userId), JSON.stringify(Object.fromEntries(left)));
  } catch {
    // Storage is blocked or full: the server still hears of it.
  }
}

/** The later of two places, with the farther of both ends. */
export function laterReading(a: Reading | null, b: Reading | null): Reading | null {
  if (!a || !b) return a ?? b;
  const [later, earlier] = a.updatedAt >= b.updatedAt ? [a, b] : [b, a];
  if (earlier.furthest <= later.furthest) return later;
  return { ...later, furthest: earlier.furthest, furthestPosition: earlier.furthestPosition };
}

/** The place kept on this device; null when there is none. */
export function keptReading(userId: string, articleId: string): Reading | null {
  return readKept(userId)[articleId]?.reading ?? null;
}

/** Keeps a place on this device until it is sent, and for the next visit. */
export function keepReading(userId: string, articleId: string, reading: ReadingBody): void {
  writeKept(userId, { ...readKept(userId), [articleId]: { reading, sent: false } });
}

/** Shows a place wherever the article is listed, as the server would tell it now. */
export function showReading(
  client: QueryClient,
  { id, workspaceId }: Pick<Article, "id" | "workspaceId">,
  reading: ReadingBody,
): void {
  client.setQueryData<ArticleListItem[]>(queryKeys.articles(workspaceId), (articles) =>
    articles?.map((one) => (one.id === id ? { ...one, reading } : one)),
  );
  client.setQueryData<Article>(queryKeys.article(id), (one) => one && { ...one, reading });
}

/** Takes the places off this device, or, with `keepUnsent`, those that the server has. */
export function forgetReadings(userId: string, { keepUnsent = false } = {}): void {
  const unsent = Object.entries(readKept(userId)).filter(([, { sent }]) => keepUnsent && !sent);
  try {
    if (unsent.length > 0) writeKept(userId, Object.fromEntries(unsent));
    else localStorage.removeItem(keyOf(userId));
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/**
 * Sends the places that the server hasn't got. `leaving`: the page is going; the request outlives it. Never rejects:
 * what fails stays for the next time.
 */
export async function sendReadings(userId: string, { leaving = false } = {}): Promise<void> {
  for (const [articleId, { reading, sent }] of Object.entries(readKept(userId))) {
    // Somebody else may have signed in in another tab: the server would take it for theirs.
    if (sent || signedInHere()?.id !== userId) continue;
    const answer = put(articleId, reading, leaving);
    if (leaving) continue;
    const status = await answer;
    // Refused for good: the article is gone, or one has left its workspace.
    if (status !== 0 && status < 500 && status !== 401 && status !== 429) settle(userId, articleId, reading);
  }
}

async function put(articleId: string, reading: ReadingBody, keepalive: boolean): Promise<number> {
  try {
    const answer = await fetch(`/api/articles/${articleId}/reading`, {
      method: "PUT",
      credentials: "same-origin",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(reading),
      keepalive,
    });
    return answer.status;
  } catch {
    return 0;
  }
}

function settle(userId: string, articleId: string, reading: ReadingBody): void {
  const kept = readKept(userId);
  const now = kept[articleId];
  // A newer place may have come meanwhile.
  if (now?.reading.updatedAt !== reading.updatedAt) return;
  writeKept(userId, { ...kept, [articleId]: { ...now, sent: true } });
}

/** Sends what earlier visits left, and what was read offline once the connection is back. */
export function useReadingsSent(userId: string): void {
  useEffect(() => {
    const send = () => void sendReadings(userId);
    const timer = setTimeout(send, 5_000);
    window.addEventListener("online", send);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", send);
    };
  }, [userId]);
}
