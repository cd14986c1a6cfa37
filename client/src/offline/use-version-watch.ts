import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { ApiError } from "../api/http.ts";
import { isReached, onReach } from "../api/reach.ts";
import { onLiveAgain } from "../live/live.ts";
import { lookForNewVersion } from "./new-version.ts";

/** How often a page that is open looks, in ms. */
const OFTEN = 15 * 60_000;

/** Looks for a new version whenever there may be one: the server was away, or says what this page can't read. */
export function useVersionWatch(): void {
  const client = useQueryClient();
  useEffect(() => {
    const look = () => void lookForNewVersion();
    const lookNow = () => void lookForNewVersion({ now: true });
    const timer = setInterval(look, OFTEN);
    const onVisible = () => {
      if (document.visibilityState === "visible") look();
    };
    document.addEventListener("visibilitychange", onVisible);
    const stops = [
      onReach(() => {
        if (isReached()) lookNow();
      }),
      onLiveAgain(lookNow),
      client.getQueryCache().subscribe(({ query }) => {
        const { error } = query.state;
        if (error instanceof ApiError && error.code === "unexpected-answer") look();
      }),
    ];
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onVisible);
      for (const stop of stops) stop();
    };
  }, [client]);
}
