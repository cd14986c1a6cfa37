/// <reference lib="webworker" />
import { clientsClaim } from "workbox-core";
import { matchPrecache, type PrecacheEntry, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

declare const self: ServiceWorkerGlobalScope;
/** Every file of the build, written in by vite-service-worker.ts. */
declare const __PRECACHE__: PrecacheEntry[];

const SHELL = "/index.html";
/** How long the server may take to send a page before the one on this device is shown, in ms. */
const PATIENCE = 3_000;
/** Answered by the server alone: data, documents, live events, downloads, sign-in by other services. */
const SERVER_PATHS = /^\/(api|sync|socket\.io)(\/|$)/i;

/*
 * The files that the app is made of, and nothing else: whatever people read or write is never in this cache, so nobody
 * else finds it here. Hashed files come from it first; the page itself from the server first, so that whoever is
 * connected has the newest version.
 */
precacheAndRoute(__PRECACHE__, { directoryIndex: "", cleanURLs: false, ignoreURLParametersMatching: [] });
registerRoute(new NavigationRoute(({ request }) => page(request), { denylist: [SERVER_PATHS] }));
clientsClaim();

async function page(request: Request): Promise<Response> {
  const shell = matchPrecache(SHELL);
  const fromServer = fetch(request).catch(() => null);
  const answer = await Promise.race([fromServer, afterPatience()]);
  // A proxy answers for a server that is down.
  if (answer !== null && answer.status < 500) return answer;
  return (await shell) ?? (await fromServer) ?? Response.error();
}

function afterPatience(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE));
}

/*
 * A new version takes over when every page of the old one is closed, or when the one page there is asks for it: an open
 * page may still need files of its own version.
 */
self.addEventListener("message", (event) => {
  if (event.data !== "take-over-if-alone") return;
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((pages) => {
      if (pages.length <= 1) void self.skipWaiting();
    }),
  );
});
