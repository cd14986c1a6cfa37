import { useEffect, useState } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { type User, UserContext, useMe } from "../api/accounts.ts";
import { useLiveConnection } from "../live/live.ts";
import { setEnded } from "../live/notices.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { TopBarContext, type TopBarPlaces } from "../ui/TopBarSlot.tsx";
import { EndedBar } from "./EndedBar.tsx";
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
  if (data && data !== known) setKnown(data);
  const ended = known !== null && data === null;
  useEffect(() => {
    if (ended) setEnded({ kind: "signedOut" });
  }, [ended]);

  const user = data ?? known;
  if (user) return <SignedInPages user={user} />;
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

function SignedInPages({ user }: { user: User }) {
  useLiveConnection();
  const [start, setStart] = useState<HTMLElement | null>(null);
  const [end, setEnd] = useState<HTMLElement | null>(null);
  const [places, setPlaces] = useState<TopBarPlaces>({ start: null, end: null });
  if (places.start !== start || places.end !== end) setPlaces({ start, end });
  return (
    <UserContext value={user}>
      <TopBarContext value={places}>
        <TopBar startRef={setStart} endRef={setEnd} />
        <EndedBar />
        <Outlet />
      </TopBarContext>
    </UserContext>
  );
}
