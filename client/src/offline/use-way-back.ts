import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { queryKeys } from "../api/query-keys.ts";
import { isReached, onReach, useReached } from "../api/reach.ts";
import { reconnectLive } from "../live/live.ts";

/** While the server can't be reached it is asked this often whether it is back, in ms. */
const PACE = 10_000;

/** Notices when the server is back, and fetches anew what was answered from this device meanwhile. */
export function useWayBack(): void {
  const client = useQueryClient();
  const reached = useReached();
  useEffect(() => {
    if (reached) return;
    const ask = () => void client.refetchQueries({ queryKey: queryKeys.me });
    const timer = setInterval(ask, PACE);
    window.addEventListener("online", ask);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", ask);
    };
  }, [client, reached]);
  useEffect(
    () =>
      onReach(() => {
        if (!isReached()) return;
        reconnectLive();
        void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== queryKeys.me[0] });
      }),
    [client],
  );
}
