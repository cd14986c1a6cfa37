import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { queryKeys } from "../api/query-keys.ts";
import { useChanged } from "../live/live.ts";

/**
 * Counts anew while the team annotates, at most once each `pace` ms: what is written into team layers is told to all as
 * "annotations", whatever assignment asked for it. Blind work is told to those who may know of it. null: none to count.
 */
export function useTeamWork(workspaceId: string, assignmentId: string | null, pace: number): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const changed = useCallback(() => {
    if (assignmentId === null) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      // Its grid with it, where that is shown.
      void client.invalidateQueries({ queryKey: queryKeys.assignment(workspaceId, assignmentId) });
    }, pace);
  }, [client, workspaceId, assignmentId, pace]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useChanged(workspaceId, "annotations", changed);
}
