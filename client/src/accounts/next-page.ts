import { useSearchParams } from "react-router";

/** Only a path of this site: anything else would let a link send people elsewhere after signing in. */
export function safePath(next: string | null): string {
  if (next === null || !/^\/(?![/\\])/.test(next)) return "/";
  const url = new URL(next, window.location.origin);
  // `/.//elsewhere` is of this site, but what is left once the dot is resolved is the address of another.
  if (url.origin !== window.location.origin || url.pathname.startsWith("//")) return "/";
  return `${url.pathname}${url.search}`;
}

/** `?next=`: where to go after signing in; "/" when nothing fitting is asked for. */
export function useNextPage(): string {
  const [search] = useSearchParams();
  return safePath(search.get("next"));
}

/** The token of the invitation that one is on the way to, if any. */
export function invitationIn(next: string): string | undefined {
  const token = /^\/invitation\/([^/?#]+)/.exec(next)?.[1];
  try {
    return token === undefined ? undefined : decodeURIComponent(token);
  } catch {
    // A link that was cut off in the middle of an escape.
    return undefined;
  }
}

/** Carries `?next=` along to another page. */
export function withNext(path: string, next: string): string {
  return next === "/" ? path : `${path}?next=${encodeURIComponent(next)}`;
}
