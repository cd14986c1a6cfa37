import { describe, expect, it } from "vitest";
import { QUARANTINED_REASON, Quarantine } from "./quarantine.ts";
import { QuarantinedError } from "./update-log.ts";

describe("quarantine", () => {
  it("keeps a document from being read again for half a minute, and names its problem once", () => {
    let now = 0;
    const said: string[] = [];
    const quarantine = new Quarantine(
      (message) => said.push(message),
      () => now,
    );
    const problem = new QuarantinedError("text/a: row 2 of its log is missing");
    quarantine.check("text/a");
    quarantine.add("text/a", problem);
    quarantine.add("layer/of-that-text", problem);
    expect(() => quarantine.check("text/a")).toThrow(problem);
    now = 30_000;
    quarantine.check("text/a");
    quarantine.add("text/a", new QuarantinedError(problem.message));
    expect(said).toEqual([expect.stringContaining("text/a: row 2 of its log is missing")]);
    quarantine.lift("text/a");
    quarantine.lift("layer/of-that-text");
    quarantine.check("text/a");
    expect(quarantine.size).toBe(0);
    quarantine.add("text/a", problem);
    expect(said).toHaveLength(2);
  });

  it("has a reason that fits a close frame", () => {
    expect(Buffer.byteLength(QUARANTINED_REASON)).toBeLessThanOrEqual(120);
  });
});
