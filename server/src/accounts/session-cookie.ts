import { parseCookie, stringifySetCookie } from "cookie";

/** Behind HTTPS the name itself promises Secure, Path=/ and no Domain (RFC 6265bis, "Cookie Name Prefixes"). */
function cookieName(origin: string): string {
  return isHttps(origin) ? "__Host-postil_session" : "postil_session";
}

/** The session id of a Cookie header, or null. */
export function readSessionCookie(header: string | undefined, origin: string): string | null {
  if (!header) return null;
  return parseCookie(header)[cookieName(origin)] || null;
}

/** A Set-Cookie value. `maxAge` in seconds; 0 takes the cookie away. */
export function sessionCookie(sessionId: string, origin: string, maxAge: number): string {
  return stringifySetCookie({
    name: cookieName(origin),
    value: sessionId,
    httpOnly: true,
    sameSite: "lax",
    secure: isHttps(origin),
    path: "/",
    maxAge,
  });
}

function isHttps(origin: string): boolean {
  return origin.startsWith("https://");
}
