import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { type User, UserContext, useMe } from "../api/accounts.ts";
import { onSignedOutElsewhere } from "../api/kept/owed-sign-out.ts";
import { useReadingsSent } from "../api/reading.ts";
import { prefetchWorkspaces } from "../api/workspaces.ts";
import { reconnectLive, useLiveConnection } from "../live/live.ts";
import { setEnded, signedInAgain } from "../live/notices.ts";
import { keepAppOnDevice } from "../offline/app-on-device.ts";
import { NewVersionBar } from "../offline/NewVersionBar.tsx";
import { OfflineBar } from "../offline/OfflineBar.tsx";
import { useVersionWatch } from "../offline/use-version-watch.ts";
import { useWayBack } from "../offline/use-way-back.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { TopBarContext, type TopBarPlaces } from "../ui/TopBarSlot.tsx";
import { CommandLayer } from "./CommandLayer.tsx";
import { EndedBar } from "./EndedBar.tsx";
import { prefetchPages } from "./pages.ts";
import { TopBar } from "./TopBar.tsx";
import { words } from "./words.ts";

/**
 * The part of the app for signed-in people. Whoever isn't goes to the sign-in page and comes back after it. When the
 * session ends while a page is open the page stays, with what was typed, and a bar says so.
 */
export function SignedIn() {
  const { data, error, isPending, refetch } = useMe();
  const location = useLocation();
  const [known, setKnown] = useState<User | null>(null);
  if (data && data !== known && (known === null || data.id === known.id)) setKnown(data);
  // Somebody else may have signed in meanwhile, in another tab: this page is still the first one's.
  const ended = known !== null && data !== undefined && data?.id !== known.id;
  useEffect(() => {
    if (ended) {
      setEnded({ kind: "signedOut" });
    } else {
      signedInAgain();
      reconnectLive();
    }
  }, [ended]);

  if (known) return <SignedInPages user={known} ended={ended} />;
  if (isPending) return <Loading />;
  if (error) {
    return (
      <main id="main" tabIndex={-1}>
        <ErrorState title={words.unreachableTitle} error={error} onRetry={() => void refetch()} />
      </main>
    );
  }
  const next = `${location.pathname}${location.search}`;
  return <Navigate to={next === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`} replace />;
}

/** Once the first page has come to rest: what follows must not slow it down. */
const REST = 3_000;

function usePrefetchedPages(userId: string): void {
  const client = useQueryClient();
  useEffect(() => {
    const timer = setTimeout(() => {
      void prefetchWorkspaces(client);
      void prefetchPages()
        .then(keepAppOnDevice)
        .then(() => import("../sync/forget-unused.ts"))
        .then(
          ({ forgetUnused }) => forgetUnused(userId),
          () => undefined,
        );
    }, REST);
    return () => clearTimeout(timer);
  }, [client, userId]);
}

/** Sends what earlier visits left unsent: once the page is at rest, signed in again, and when the network is back. */
function useUnsentSent(userId: string, ended: boolean): void {
  useEffect(() => {
    if (ended) return;
    // Knows the local copies, and with them all of Yjs: not for the first load of every page.
    const send = () =>
      void import("../sync/send-unsent.ts").then(
        (unsent) => unsent.sendUnsent(userId),
        () => undefined,
      );
    const timer = setTimeout(send, REST);
    window.addEventListener("online", send);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", send);
    };
  }, [userId, ended]);
}

/** Signed out in another tab while the server could not end the session: nothing of this person stays in view here. */
function useSignedOutElsewhere(userId: string): void {
  useEffect(() => onSignedOutElsewhere(userId, () => window.location.assign("/sign-in")), [userId]);
}

function SignedInPages({ user, ended }: { user: User; ended: boolean }) {
  useLiveConnection();
  usePrefetchedPages(user.id);
  useUnsentSent(user.id, ended);
  useSignedOutElsewhere(user.id);
  useReadingsSent(user.id);
  useVersionWatch();
  useWayBack();
  const [start, setStart] = useState<HTMLElement | null>(null);
  const [end, setEnd] = useState<HTMLElement | null>(null);
  const [places, setPlaces] = useState<TopBarPlaces>({ start: null, end: null });
  if (places.start !== start || places.end !== end) setPlaces({ start, end });
  return (
    <UserContext value={user}>
      <TopBarContext value={places}>
        <TopBar startRef={setStart} endRef={setEnd} />
        <EndedBar />
        <OfflineBar />
        <NewVersionBar />
        <Outlet />
        <CommandLayer />
      </TopBarContext>
    </UserContext>
  );
}
