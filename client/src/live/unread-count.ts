import type { ServerToClientEvents, WorkspaceTopic } from "@postil/shared/protocol/live";
import type { QueryClient } from "@tanstack/react-query";
import { queryKeys } from "../api/query-keys.ts";
import { EASY_PACE, type PacedInvalidation } from "./invalidation.ts";

/** The part of a socket that tells of notices and of what may take them away. */
export interface Heard {
  on<K extends "notices" | "changed" | "workspaceDeleted" | "roleChanged">(
    event: K,
    listener: ServerToClientEvents[K],
  ): unknown;
}

/** A comment was deleted, an article too, an assignment was submitted: what notices are about may be out of sight. */
const HIDING: readonly WorkspaceTopic[] = ["annotations", "articles", "assignments"];

/**
 * Keeps the number of unread notices right while a page is open. The server says it whenever there is a new one, or one
 * is read; of those that go out of sight nobody tells, so it is asked for anew, at ease.
 */
export function keepUnreadCount(live: Heard, client: QueryClient, paced: PacedInvalidation): void {
  const key = queryKeys.unreadNotices;
  const ask = () => {
    // Where nothing is unread, nothing can have gone.
    if (client.getQueryData<{ unread: number }>(key)?.unread === 0) return;
    paced.invalidate(key, EASY_PACE);
    paced.invalidate(queryKeys.noticeLists);
  };
  live.on("notices", (event) => {
    // An answer that is under way may be older.
    void client.cancelQueries({ queryKey: key }).then(() => client.setQueryData(key, event));
    paced.invalidate(queryKeys.noticeLists);
  });
  live.on("changed", ({ topic }) => {
    if (HIDING.includes(topic)) ask();
  });
  live.on("workspaceDeleted", ask);
  live.on("roleChanged", ({ role }) => {
    if (role === null) ask();
  });
}
