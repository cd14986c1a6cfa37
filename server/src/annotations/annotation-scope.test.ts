import { annotationFilterSchema } from "@postil/shared/schema/annotation-query";
import { describe, expect, it } from "vitest";
import { narrowScope } from "./annotation-scope.ts";
import { TagTree } from "./tag-tree.ts";

const article = { id: "article-of-all-of-it", title: "Storm", attributes: {} };
const team = { id: "layer-of-the-team-1", articleId: article.id, kind: "team" as const };
const own = { id: "layer-of-one-person", articleId: article.id, kind: "private" as const };
const found = { layers: [team, own], articles: [article], tags: new TagTree([]), me: [] };

function layersFor(filter: Record<string, unknown>): string[] {
  return [...narrowScope("w", found, annotationFilterSchema.parse(filter)).layers.keys()];
}

describe("narrowScope", () => {
  it("takes layers by id and by kind", () => {
    expect(layersFor({})).toEqual([team.id, own.id]);
    expect(layersFor({ layer: team.id })).toEqual([team.id]);
    expect(layersFor({ layer: "private" })).toEqual([own.id]);
    expect(layersFor({ layer: ["private", team.id] })).toEqual([team.id, own.id]);
  });

  it("finds nothing in layers that the caller may not read", () => {
    expect(layersFor({ layer: "somebody-elses-layer" })).toEqual([]);
    expect(layersFor({ layer: "blind" })).toEqual([]);
  });
});
