import { mentionMark } from "@postil/shared/schema/comment";
import type { Tag } from "@postil/shared/schema/tag";
import { describe, expect, it } from "vitest";
import { type AnnotationFilter, filterAnnotations, NO_FILTER } from "./filters.ts";
import { hasTopLevelName, quickTags, searchTags } from "./tag-search.ts";

function tag(name: string, more: Partial<Tag> = {}): Tag {
  return {
    id: `tag-${name.toLowerCase().padEnd(16, "0")}`,
    workspaceId: "workspace0000000",
    name,
    path: name,
    parentId: null,
    description: "",
    order: 0,
    whenToUse: "",
    whenNot: "",
    examples: [],
    sign: null,
    state: "accepted",
    madeBy: null,
    archivedAt: null,
    archived: false,
    mergedAt: null,
    colour: 0,
    shortcut: null,
    mergedInto: null,
    count: 0,
    createdAt: "2025-01-01T00:00:00.000Z",
    ...more,
  };
}

const framing = tag("Framing", { count: 2 });
const threat = tag("Threat", { path: "Framing > Threat", parentId: framing.id, count: 9, shortcut: 2 });
const official = tag("Official source", { count: 5, shortcut: 1 });
const cafe = tag("Café", { description: "where people meet officially", count: 7 });
const all = [framing, threat, official, cafe];

describe("searchTags", () => {
  it("puts names that begin with what was typed first", () => {
    expect(searchTags(all, "off").map(({ name }) => name)).toEqual(["Official source", "Café"]);
    expect(searchTags(all, "sour").map(({ name }) => name)).toEqual(["Official source"]);
  });

  it("finds by path and without diacritics", () => {
    expect(searchTags(all, "framing thr").map(({ name }) => name)).toEqual(["Threat"]);
    expect(searchTags(all, "cafe").map(({ name }) => name)).toEqual(["Café"]);
    expect(searchTags(all, "nothing like it")).toEqual([]);
  });

  it("begins with what was used last, then with what is used most", () => {
    expect(searchTags(all, "", [official.id, framing.id]).map(({ name }) => name)).toEqual([
      "Official source",
      "Framing",
      "Threat",
      "Café",
    ]);
  });
});

describe("quickTags", () => {
  it("offers shortcuts in their order, then the most used", () => {
    expect(quickTags(all, 3).map(({ name }) => name)).toEqual(["Official source", "Threat", "Café"]);
    expect(quickTags(all, 1).map(({ name }) => name)).toEqual(["Official source", "Threat"]);
  });
});

describe("hasTopLevelName", () => {
  it("looks at the top level only, whatever the case", () => {
    expect(hasTopLevelName(all, " framing ")).toBe(true);
    expect(hasTopLevelName(all, "Threat")).toBe(false);
  });
});

const ADA = "ada-0000000000000001";

describe("filterAnnotations", () => {
  const base = {
    createdAt: 0,
    on: "passage" as const,
    anchor: null,
    note: "",
    noteEditedAt: null,
    sources: [],
    comments: [],
    resolved: null,
    assignee: null,
    reactions: [],
    deleted: null,
    updatedAt: 0,
  };
  const annotations = [
    { ...base, id: "a", author: "ada", tags: [{ tag: threat.id, by: "ada", at: 0 }] },
    { ...base, id: "b", author: "ben", tags: [{ tag: "merged", by: "ben", at: 0 }], resolved: { by: "ben", at: 0 } },
    { ...base, id: "c", author: "ben", tags: [] },
  ];
  const byId = new Map([...all.map((one) => [one.id, one] as const), ["merged", official] as const]);
  const ids = (filter: Parameters<typeof filterAnnotations>[1]) =>
    filterAnnotations(annotations, filter, byId, "ada").map(({ id }) => id);

  it("shows all while nothing is asked", () => {
    expect(filterAnnotations(annotations, NO_FILTER, byId, "ada")).toBe(annotations);
  });

  it("takes a tag with those under it, and follows merged ones", () => {
    expect(ids({ ...NO_FILTER, tags: [framing.id] })).toEqual(["a"]);
    expect(ids({ ...NO_FILTER, tags: [official.id] })).toEqual(["b"]);
  });

  it("tells people and open or resolved apart", () => {
    expect(ids({ ...NO_FILTER, people: ["ben"] })).toEqual(["b", "c"]);
    expect(ids({ ...NO_FILTER, people: ["ben"], state: "open" })).toEqual(["c"]);
    expect(ids({ ...NO_FILTER, state: "resolved" })).toEqual(["b"]);
  });

  it("finds threads that mention or await the reader", () => {
    const mark = mentionMark({ name: "Ada", actor: ADA });
    const said = { ...base, id: "d", author: "ben", tags: [], note: `See ${mark}` };
    const awaited = { ...base, id: "e", author: "ben", tags: [], assignee: { user: ADA, by: "ben", at: 0 } };
    const found = (filter: Partial<AnnotationFilter>) =>
      filterAnnotations([...annotations, said, awaited], { ...NO_FILTER, ...filter }, byId, ADA).map(({ id }) => id);
    expect(found({ mentioned: true })).toEqual(["d"]);
    expect(found({ assigned: true })).toEqual(["e"]);
    expect(found({ assigned: true, state: "resolved" })).toEqual([]);
  });
});
