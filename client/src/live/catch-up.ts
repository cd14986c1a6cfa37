import type { QueryClient } from "@tanstack/react-query";

/** The part of a socket that tells that it is connected. */
export interface Connecting {
  on(event: "connect", listener: () => void): unknown;
}

/**
 * Has all that was fetched fetched anew whenever there is a connection: what changed before came as no event. So it is
 * for the first one too, which is made only after the page is there.
 * @param again called at each connection but the first: the server may be another one
 */
export function catchUp(live: Connecting, client: QueryClient, again: () => void): void {
  let connectedBefore = false;
  live.on("connect", () => {
    void client.invalidateQueries();
    if (connectedBefore) again();
    connectedBefore = true;
  });
}
