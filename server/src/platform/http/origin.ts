import type { Config } from "../config.ts";

/**
 * Whether a request's Origin header names this server. An absent or `null` one does not: what may go without
 * (scripts that send no Origin at all) is the caller's decision.
 * `hostHeader` counts on loopback only, where the same server answers to `localhost` and `127.0.0.1` alike; anywhere
 * else a Host header proves nothing (DNS rebinding).
 */
export function isOwnOrigin(
  config: Pick<Config, "origin">,
  originHeader: string | undefined,
  hostHeader: string | undefined,
): boolean {
  if (!originHeader || originHeader === "null") return false;
  if (originHeader === config.origin) return true;
  const own = parse(config.origin);
  const claimed = parse(originHeader);
  if (!own || !claimed) return false;
  if (claimed.origin === own.origin) return true;
  return (
    isLoopback(own.hostname) &&
    isLoopback(claimed.hostname) &&
    claimed.protocol === own.protocol &&
    claimed.port === own.port &&
    claimed.host === hostHeader
  );
}

export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || hostname === "::1" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}
