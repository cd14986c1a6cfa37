import { describe, expect, it } from "vitest";
import { isOwnOrigin } from "./origin.ts";

describe("a server's own origin", () => {
  const far = { origin: "https://postil.example.org" };
  const near = { origin: "http://127.0.0.1:3000" };

  it("is the one it is set up for", () => {
    expect(isOwnOrigin(far, "https://postil.example.org", "postil.example.org")).toBe(true);
  });

  it("is not another host, scheme, port, none at all, or the opaque one of a sandbox", () => {
    for (const origin of [
      "https://evil.example.org",
      "http://postil.example.org",
      "https://postil.example.org:8443",
      "https://postil.example.org.evil.example",
      "null",
      "",
      undefined,
      "nonsense",
    ]) {
      expect(isOwnOrigin(far, origin, "postil.example.org")).toBe(false);
    }
  });

  it("can't be chosen by the Host header", () => {
    expect(isOwnOrigin(far, "https://evil.example.org", "evil.example.org")).toBe(false);
    expect(isOwnOrigin(near, "http://evil.example.org:3000", "evil.example.org:3000")).toBe(false);
  });

  it("goes by any of loopback's names on loopback, on the same port", () => {
    expect(isOwnOrigin(near, "http://localhost:3000", "localhost:3000")).toBe(true);
    expect(isOwnOrigin(near, "http://localhost:5173", "localhost:5173")).toBe(false);
    expect(isOwnOrigin(near, "http://localhost:3000", "127.0.0.1:3000")).toBe(false);
  });
});
