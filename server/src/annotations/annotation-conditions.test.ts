import type { AnnotationFilter } from "@postil/shared/schema/annotation-query";
import { describe, expect, it } from "vitest";
import { Parameters } from "../platform/database/parameters.ts";
import { annotationConditions, escapeLike, searchWords } from "./annotation-conditions.ts";
import type { AnnotationScope } from "./annotation-scope.ts";
import { TagTree } from "./tag-tree.ts";

const scope: AnnotationScope = {
  workspaceId: "workspace-0000001",
  layers: new Map([["layer-00000000001", { id: "layer-00000000001", articleId: "a", kind: "team" }]]),
  articles: [],
  tags: new TagTree([]),
  me: ["actor-of-the-caller", "their-pseudonym-0001"],
};

function conditions(filter: AnnotationFilter): { sql: string; values: unknown[] } {
  const values = new Parameters();
  return { sql: annotationConditions(filter, scope, values).join(" and "), values: values.values };
}

describe("the conditions of a filter", () => {
  it("always keep to the scope's layers and hide what is deleted", () => {
    const { sql, values } = conditions({});
    expect(sql).toContain("n.deleted_at is null");
    expect(values).toEqual(["workspace-0000001", ["layer-00000000001"]]);
  });

  it("take a day whole, in UTC, and an instant to the millisecond", () => {
    const days = conditions({ since: "2025-04-30", until: "2025-04-30" });
    expect(days.values.slice(2)).toEqual([new Date("2025-04-30T00:00:00Z"), new Date("2025-05-01T00:00:00Z")]);
    expect(days.sql).toMatch(/created_at >= \$3::timestamptz and n\.created_at < \$4::timestamptz/);
    const instants = conditions({ until: "2025-04-30T10:00:00Z" });
    expect(instants.sql).toContain("n.created_at <= $3");
  });

  it("find nothing by a tag that isn't there", () => {
    expect(conditions({ tag: ["tag-0000000000001"] }).values.at(-1)).toEqual([]);
  });

  it('take "me" for all whom the caller writes as', () => {
    const { sql, values } = conditions({ author: ["me", "somebody-else-00001"], mentions: ["me"], assignee: ["me"] });
    expect(values.slice(2)).toEqual([
      ["actor-of-the-caller", "their-pseudonym-0001", "somebody-else-00001"],
      ["actor-of-the-caller", "their-pseudonym-0001"],
      ["actor-of-the-caller", "their-pseudonym-0001"],
    ]);
    expect(sql).toContain("n.mentions && $5::text[]");
  });

  it("look for each word by itself, taking signs of patterns as they are", () => {
    expect(searchWords("  50%  a_b\t")).toEqual(["50%", "a_b"]);
    expect(escapeLike("50% a_b \\")).toBe("50\\% a\\_b \\\\");
    expect(conditions({ q: "50% off" }).values.slice(2)).toEqual(["%50\\%%", "%off%"]);
  });
});
