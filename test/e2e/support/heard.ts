import type { Page } from "playwright-core";

/** Everything that a page has received from its server: answers of the REST interface, and frames of its sockets. */
export class Heard {
  private readonly texts: string[] = [];
  private readonly pending = new Set<Promise<void>>();

  /** From now on; so before the page's first visit. */
  static by(page: Page): Heard {
    const heard = new Heard();
    page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) =>
        heard.texts.push(typeof payload === "string" ? payload : payload.toString("latin1")),
      ),
    );
    page.on("response", (response) => {
      if (!new URL(response.url()).pathname.startsWith("/api/")) return;
      // An answer whose page went away before it was read was read by nobody.
      const reading = response.text().then(
        (text) => void heard.texts.push(`${response.url()} ${text}`),
        () => undefined,
      );
      heard.pending.add(reading);
      void reading.finally(() => heard.pending.delete(reading));
    });
    return heard;
  }

  /** Where any of these ASCII traces stands. */
  async find(traces: readonly string[]): Promise<string[]> {
    await Promise.all(this.pending);
    return this.texts.flatMap((text) =>
      traces.filter((trace) => text.includes(trace)).map((trace) => `"${trace}" in ${text.slice(0, 200)}`),
    );
  }

  /** How many bytes there are to look through. */
  get size(): number {
    return this.texts.reduce((sum, text) => sum + text.length, 0);
  }
}
