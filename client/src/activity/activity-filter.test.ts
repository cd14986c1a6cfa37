import { describe, expect, it } from "vitest";
import { countFilters, readFilter, toQuery, writeFilter } from "./activity-filter.ts";

const KINDS = ["comments", "threads"];
const BEN = "actor-of-ben-0001";

describe("the filter in the address", () => {
  it("reads what fits and leaves out the rest", () => {
    const search = new URLSearchParams(
      `kind=comments&kind=nonsense&kind=comments&person=me&person=${BEN}&person=x&since=2025-13-01&until=2025-04-30`,
    );
    const filter = readFilter(search, KINDS);
    expect(filter).toEqual({ kind: ["comments"], person: ["me", BEN], article: [], since: "", until: "2025-04-30" });
    expect(countFilters(filter)).toBe(3);
  });

  it("is written back as it was read, beside what else the address holds", () => {
    const search = new URLSearchParams(`x=1&kind=threads&person=${BEN}`);
    const filter = readFilter(search, KINDS);
    const next = writeFilter(search, { ...filter, kind: [], since: "2025-04-30" });
    expect(next.toString()).toBe(`x=1&person=${BEN}&since=2025-04-30`);
  });

  it("asks the server for whole days of the person's own", () => {
    const query = new URLSearchParams(
      toQuery(readFilter(new URLSearchParams("since=2025-04-30&until=2025-04-30"), KINDS)),
    );
    const [since, until] = [query.get("since"), query.get("until")].map((at) => Date.parse(at ?? ""));
    expect((until ?? 0) - (since ?? 0)).toBe(86_400_000 - 1);
    expect(new Date(since ?? 0).getHours()).toBe(0);
  });
});
