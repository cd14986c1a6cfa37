import { useSearchParams } from "react-router";

/** Only a path of this site: anything else would let a link send people elsewhere after signing in. */
export function safePath(next: string | null): string {
  if (next === null || !/^\/(?![/\\])/.test(next)) return "/";
  const url = new URL(next, window.location.origin);
  return url.origin === window.location.origin ? `${url.pathname}${url.search}` : "/";
}

/** `?next=`: where to go after signing in; "/" when nothing fitting is asked for. */
export function useNextPage(): string {
  const [search] = useSearchParams();
  return safePath(search.get("next"));
}

/** The token of the invitation that one is on the way to, if any. */
export function invitationIn(next: string): string | undefined {
  const token = /^\/invitation\/([^/?#]+)/.exec(next)?.[1];
  return token === undefined ? undefined : decodeURIComponent(token);
}

/** Carries `?next=` along to another page. */
export function withNext(path: string, next: string): string {
  return next === "/" ? path : `${path}?next=${encodeURIComponent(next)}`;
}
