import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { countSince } from "../api/activity.ts";
import { queryKeys } from "../api/query-keys.ts";
import { useChanged } from "../live/live.ts";

/** Shortest time between two looks because others work, in ms. */
const PACE = 3_000;

interface Fresh {
  count: number;
  more: boolean;
}

/**
 * Counts what has happened since the list was fetched, and shows it when it is asked for: the list never moves by
 * itself. `newest`: the instant of its first item, undefined while there is none; `isThere`: it has been fetched.
 */
export function useNewActivity(workspaceId: string, query: string, newest: string | undefined, isThere: boolean) {
  const client = useQueryClient();
  const [fresh, setFresh] = useState<(Fresh & { after: string | undefined; query: string }) | null>(null);
  const show = useCallback(() => {
    setFresh(null);
    void client.resetQueries({ queryKey: queryKeys.activity(workspaceId, query), exact: true });
  }, [client, workspaceId, query]);

  const look = useRef<() => Promise<void>>(async () => undefined);
  useEffect(() => {
    look.current = async () => {
      if (!isThere) return;
      if (newest === undefined) {
        await client.invalidateQueries({ queryKey: queryKeys.activity(workspaceId, query), exact: true });
        return;
      }
      const since = new Date(Date.parse(newest) + 1).toISOString();
      const found = await countSince(workspaceId, query, since);
      setFresh(found.count > 0 ? { ...found, after: newest, query } : null);
    };
  });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const changed = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      // What fails is counted at the next change.
      look.current().catch(() => undefined);
    }, PACE);
  }, []);
  useChanged(workspaceId, "annotations", changed);
  useChanged(workspaceId, "articles", changed);
  useChanged(workspaceId, "codebook", changed);
  useChanged(workspaceId, "members", changed);
  useChanged(workspaceId, "assignments", changed);

  // Of another filter, or counted from what is not the first any more.
  const isOf = fresh !== null && fresh.query === query && fresh.after === newest;
  return { fresh: isOf ? fresh : null, show };
}
