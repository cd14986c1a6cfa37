import { annotationListQuerySchema, exportQuerySchema } from "@postil/shared/schema/annotation-query";
import { describe, expect, it } from "vitest";
import { countFilters, exportUrl, readFilter, toQuery, writeFilter } from "./annotation-filter.ts";

const A = "a".repeat(22);
const B = "b".repeat(22);
const FULL = `q=two+words&article=${A}&article=${B}&layer=private&tag=${A}&author=${B}&attribute=outlet%3AAP&resolved=false&since=2025-03-01&until=2025-03-31&sort=place`;

const read = (query: string) => readFilter(new URLSearchParams(query));

/** Repeated parameters as an array, the way the server's parser hands them over. */
function asServerReads(query: string): Record<string, string | string[]> {
  const search = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const all = search.getAll(name);
      return [name, all.length === 1 ? (all[0] as string) : all];
    }),
  );
}

describe("the filter and the address", () => {
  it("lead to one another", () => {
    for (const query of [
      "",
      FULL,
      "resolved=true",
      "sort=oldest",
      "author=me",
      "mentions=me&resolved=false",
      "assignee=me",
    ]) {
      expect(writeFilter(new URLSearchParams(), read(query)).toString()).toBe(query);
    }
  });

  it("leave out what the server would refuse", () => {
    const filter = read(
      "article=short&layer=nonsense&tag=%3Cscript%3E&attribute=x&resolved=maybe&since=2025-02-30&sort=up",
    );
    expect(filter).toEqual(read(""));
    expect(countFilters(filter)).toBe(0);
  });

  it("keep parameters that are not theirs, and change only what was asked", () => {
    const next = writeFilter(new URLSearchParams(`view=x&${FULL}`), { status: "all", tag: [] });
    expect(next.get("view")).toBe("x");
    expect(next.get("resolved")).toBeNull();
    expect(next.getAll("article")).toEqual([A, B]);
  });

  it("count each kind of filter once", () => {
    expect(countFilters(read(FULL))).toBe(9);
  });
});

describe("what the server is asked", () => {
  it("is what its own schemas read", () => {
    const asked = annotationListQuerySchema.parse(asServerReads(toQuery(read(FULL))));
    expect(asked).toMatchObject({ q: "two words", article: [A, B], layer: ["private"], resolved: false });
    expect(asked.attribute).toEqual(["outlet:AP"]);
  });

  it('says what concerns the reader by "me"', () => {
    for (const query of [`author=me&author=${A}`, "mentions=me", "assignee=me"]) {
      const filter = read(query);
      expect(countFilters(filter)).toBe(query.includes(A) ? 2 : 1);
      expect(annotationListQuerySchema.safeParse(asServerReads(toQuery(filter))).success).toBe(true);
      expect(toQuery(filter)).toBe(query);
    }
  });

  it("covers the person's own days whole", () => {
    const query = new URLSearchParams(toQuery(read("since=2025-03-01&until=2025-03-31")));
    expect(new Date(query.get("since") ?? "").getTime()).toBe(new Date(2025, 2, 1).getTime());
    expect(new Date(query.get("until") ?? "").getTime()).toBe(new Date(2025, 3, 1).getTime() - 1);
  });

  it("is the same for the export as for the list", () => {
    const url = new URL(exportUrl("workspace", read(FULL), "tag", { raw: true }), "http://localhost");
    expect(url.pathname).toBe("/api/workspaces/workspace/exports/annotations.csv");
    const { rows, raw, ...rest } = asServerReads(url.search);
    expect({ rows, raw }).toEqual({ rows: "tag", raw: "1" });
    expect(rest).toEqual(asServerReads(toQuery(read(FULL))));
    expect(exportQuerySchema.parse(asServerReads(url.search))).toMatchObject({ rows: "tag", names: "pseudonyms" });
    const named = new URL(exportUrl("workspace", read(""), "tag", { raw: false, names: true }), "http://localhost");
    expect(exportQuerySchema.parse(asServerReads(named.search))).toMatchObject({ names: "names" });
  });
});
