import type { PersonHere, WorkspaceTopic } from "@postil/shared/protocol/live";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { keepJob } from "../api/jobs.ts";
import { queryKeys } from "../api/query-keys.ts";
import { compareNames } from "../ui/format.ts";
import { whenIdle } from "../ui/lazy-part.tsx";
import { catchUp } from "./catch-up.ts";
import type { LiveSocket } from "./connection.ts";
import { countKeysOf, EASY_PACE, keysOf, PacedInvalidation } from "./invalidation.ts";
import { setEnded } from "./notices.ts";
import { isRole, notifyRole } from "./role-notice.ts";
import { keepUnreadCount } from "./unread-count.ts";

interface Place {
  workspaceId: string;
  articleId: string | null;
}

/** How long after its code could not be fetched it is tried again, in ms. */
const AGAIN = 10_000;

const NOBODY: readonly PersonHere[] = [];

let socket: LiveSocket | null = null;
/** Where this tab is; the newest of the mounted pages counts. */
const places: Place[] = [];
const people = new Map<string, readonly PersonHere[]>();
const listeners = new Set<() => void>();
type ChangeListener = (workspaceId: string, topic: WorkspaceTopic) => void;
const changeListeners = new Set<ChangeListener>();
const againListeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function sayWhere(): void {
  if (!socket?.connected) return;
  const place = places.at(-1);
  if (place) socket.emit("enter", place, () => undefined);
  else socket.emit("leave");
}

function listen(live: LiveSocket, client: QueryClient): () => void {
  const paced = new PacedInvalidation(client);
  live.on("connect", sayWhere);
  catchUp(live, client, () => {
    for (const listener of againListeners) listener();
  });
  live.on("disconnect", () => {
    people.clear();
    tell();
    // The session may have ended meanwhile; asking decides.
    void client.invalidateQueries({ queryKey: queryKeys.me });
  });
  live.on("people", (event) => {
    people.set(event.workspaceId, oncePerPerson(event.people));
    tell();
  });
  live.on("changed", ({ workspaceId, topic, articleId }) => {
    for (const key of keysOf(workspaceId, topic, articleId)) paced.invalidate(key);
    if (topic === "annotations") {
      for (const key of countKeysOf(workspaceId)) paced.invalidate(key, EASY_PACE);
      void client.invalidateQueries({ queryKey: queryKeys.annotationLists(workspaceId), refetchType: "none" });
    }
    for (const listener of changeListeners) listener(workspaceId, topic);
  });
  live.on("articleDeleted", (event) => {
    for (const key of keysOf(event.workspaceId, "articles", event.articleId)) {
      // The article itself stays in the cache: the page that shows it must keep what is typed there.
      if (key[0] !== queryKeys.openArticles[0]) paced.invalidate(key);
    }
    if (places.at(-1)?.articleId === event.articleId) setEnded({ kind: "articleDeleted", ...event });
  });
  live.on("workspaceDeleted", ({ workspaceId }) => {
    void client.invalidateQueries({ queryKey: queryKeys.workspaces });
    if (places.at(-1)?.workspaceId === workspaceId) setEnded({ kind: "workspaceDeleted", workspaceId });
  });
  live.on("roleChanged", ({ workspaceId, role }) => {
    void client.invalidateQueries({ queryKey: queryKeys.workspaces });
    const here = places.at(-1)?.workspaceId === workspaceId;
    if (role === null) {
      if (here) setEnded({ kind: "removed", workspaceId });
      return;
    }
    for (const key of keysOf(workspaceId, "members")) paced.invalidate(key);
    void client.invalidateQueries({ queryKey: queryKeys.openArticles });
    if (here && isRole(role)) notifyRole(role);
  });
  live.on("jobProgress", ({ job }) => keepJob(client, job));
  keepUnreadCount(live, client, paced);
  live.on("signedOut", () => setEnded({ kind: "signedOut" }));
  return () => paced.stop();
}

/** Somebody with several tabs stands here once, with an article if any of the tabs shows one. */
function oncePerPerson(all: readonly PersonHere[]): readonly PersonHere[] {
  const byActor = new Map<string, PersonHere>();
  for (const person of all) {
    if (person.articleId !== null || !byActor.has(person.actor)) byActor.set(person.actor, person);
  }
  return [...byActor.values()].sort((a, b) => compareNames(a.name, b.name));
}

/** Keeps the connection open while mounted: once, in the signed-in part of the app. */
export function useLiveConnection(): void {
  const client = useQueryClient();
  useEffect(() => {
    let end = () => {};
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = async () => {
      // After the page itself: its code is not part of the first sight.
      await whenIdle();
      try {
        const { connect } = await import("./connection.ts");
        if (!left) end = open(connect(), client);
      } catch {
        // Its code could not be fetched.
        if (!left) timer = setTimeout(() => void begin(), AGAIN);
      }
    };
    void begin();
    return () => {
      left = true;
      clearTimeout(timer);
      end();
    };
  }, [client]);
}

/** Returns what closes it. */
function open(live: LiveSocket, client: QueryClient): () => void {
  socket = live;
  const stop = listen(live, client);
  return () => {
    stop();
    live.disconnect();
    socket = null;
    people.clear();
  };
}

/** The server closed the connection when the session ended, and nothing opens it again by itself. */
export function reconnectLive(): void {
  if (socket && !socket.connected) socket.connect();
}

/** Says that the person is here, for as long as the page is mounted. Nothing while `workspaceId` is not known. */
export function useLivePlace(workspaceId: string | null | undefined, articleId: string | null): void {
  useEffect(() => {
    if (!workspaceId) return;
    const place = { workspaceId, articleId };
    places.push(place);
    sayWhere();
    return () => {
      places.splice(places.indexOf(place), 1);
      sayWhere();
    };
  }, [workspaceId, articleId]);
}

/** Calls back whenever the connection is there again: the server may be another one. Returns what stops it. */
export function onLiveAgain(listener: () => void): () => void {
  againListeners.add(listener);
  return () => againListeners.delete(listener);
}

/** Hears of what changed, for pages that don't simply fetch anew. `listener` must stay the same object. */
export function useChanged(workspaceId: string, topic: WorkspaceTopic, listener: () => void): void {
  useEffect(() => {
    const hear: ChangeListener = (where, what) => {
      if (where === workspaceId && what === topic) listener();
    };
    changeListeners.add(hear);
    return () => {
      changeListeners.delete(hear);
    };
  }, [workspaceId, topic, listener]);
}

/** Who is in the workspace now, oneself included, by name; empty while disconnected. */
export function usePeople(workspaceId: string | null | undefined): readonly PersonHere[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (workspaceId ? (people.get(workspaceId) ?? NOBODY) : NOBODY),
  );
}
