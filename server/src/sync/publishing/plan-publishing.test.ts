import { layerMap, PUBLISHED_BY } from "@postil/shared/document/layer-document";
import * as operations from "@postil/shared/document/operations";
import { LayerReader } from "@postil/shared/document/readers";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { type PublishingFacts, planPublishing } from "./plan-publishing.ts";

const ADA = "actor-of-ada-00000";
const BEN = "actor-of-ben-00000";
const LEFT = "actor-who-left-000";
const TAG = "tag-00000000000000";
const facts: PublishingFacts = {
  actor: ADA,
  now: 1_750_000_000_000,
  members: new Set([ADA, BEN]),
  ownTags: new Set(["tag-of-a-blind-coder"]),
};

let mine: Y.Doc;
let team: Y.Doc;
let at: number;
beforeEach(() => {
  [mine, team] = [new Y.Doc(), new Y.Doc()];
  at = 1_700_000_000_000;
});

const ada = () => ({ actor: ADA, now: at++ });

function plan(...ids: string[]) {
  return planPublishing(
    { doc: mine, reader: new LayerReader(mine) },
    { doc: team, reader: new LayerReader(team) },
    ids,
    facts,
  );
}

function codeOf(...ids: string[]): string {
  try {
    plan(...ids);
    return "planned";
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("what publishing writes", () => {
  it("is every entry of the annotation that can be seen, as it stands, and one that hides it", () => {
    const id = operations.annotate(mine, ada(), { on: "article", note: "Note", tags: [TAG] });
    operations.react(mine, ada(), id, "agree", true);
    const { hide, show, published } = plan(id);
    expect(published).toEqual([id]);
    expect(hide).toEqual([{ map: "deletions", key: id, value: { by: PUBLISHED_BY, at: facts.now } }]);
    expect(show.map(({ map, key }) => `${map}/${key}`)).toEqual([
      `annotations/${id}`,
      `notes/${id}`,
      `tags/${id}/${TAG}`,
      `reactions/${id}/${ADA}/agree`,
    ]);
    for (const { map, key, value } of show) expect(value).toEqual(layerMap(mine, map).get(key));
  });

  it("leaves out emptied notes, deleted comments that nobody has answered, and assignees who have left", () => {
    const id = operations.annotate(mine, ada(), { on: "article", note: "Before" });
    operations.setNote(mine, ada(), id, "");
    operations.remove(mine, ada(), operations.comment(mine, ada(), { annotation: id, text: "Gone" }));
    operations.assign(mine, ada(), id, LEFT);
    expect(plan(id).show.map(({ map }) => map)).toEqual(["annotations"]);
    operations.assign(mine, ada(), id, BEN);
    expect(plan(id).show.map(({ map }) => map)).toEqual(["annotations", "assignees"]);
  });

  it("names only sources that the team's layer holds", () => {
    const known = operations.annotate(team, ada(), { on: "article" });
    const id = operations.annotate(mine, ada(), { on: "article", sources: [known, "a-private-annotation"] });
    const alone = operations.annotate(mine, ada(), { on: "article", sources: ["a-private-annotation"] });
    expect(plan(id).show[0]?.value).toMatchObject({ author: ADA, sources: [known] });
    expect(plan(alone).show[0]?.value).not.toHaveProperty("sources");
  });

  it("is refused for what was deleted, carries a blind coder's own tag, or would replace something of the team's", () => {
    const deleted = operations.annotate(mine, ada(), { on: "article" });
    operations.remove(mine, ada(), deleted);
    const tagged = operations.annotate(mine, ada(), { on: "article", tags: ["tag-of-a-blind-coder"] });
    const taken = operations.annotate(mine, ada(), { on: "article" });
    operations.annotate(team, { actor: BEN, now: at }, { id: taken, on: "article" });
    const foreign = operations.annotate(mine, { actor: BEN, now: at }, { on: "article" });
    expect([deleted, tagged, taken, foreign, "nowhere-000000000"].map((id) => codeOf(id))).toEqual([
      "deleted",
      "own_tag",
      "id_taken",
      "invalid",
      "invalid",
    ]);
  });

  it("is nothing for what was published before", () => {
    const id = operations.annotate(mine, ada(), { on: "article" });
    layerMap(mine, "deletions").set(id, { by: PUBLISHED_BY, at });
    expect(plan(id)).toEqual({ hide: [], show: [], published: [] });
  });
});
