import { describe, expect, it } from "vitest";
import { Presence, type Tab } from "./presence.ts";

function tab(actor: string, articleId: string | null, workspaceId = "w"): Tab {
  return { userId: `user-${actor}`, workspaceId, actor, name: actor.toUpperCase(), colour: 3, articleId };
}

function presence() {
  const changes: string[] = [];
  return { changes, presence: new Presence((workspaceId) => changes.push(workspaceId)) };
}

describe("presence", () => {
  it("names each person once, however many tabs they have", () => {
    const { presence: here } = presence();
    here.enter("1", tab("ada", "a1"));
    here.enter("2", tab("ada", null));
    here.enter("3", tab("bob", null));
    expect(here.people("w")).toEqual([
      { actor: "ada", name: "ADA", colour: 3, articleId: "a1" },
      { actor: "bob", name: "BOB", colour: 3, articleId: null },
    ]);
  });

  it("shows the article opened last, and the one before when that tab closes", () => {
    const { presence: here } = presence();
    here.enter("1", tab("ada", "a1"));
    here.enter("2", tab("ada", "a2"));
    expect(here.people("w")[0]?.articleId).toBe("a2");
    here.leave("2");
    expect(here.people("w")[0]?.articleId).toBe("a1");
    here.leave("1");
    expect(here.people("w")).toEqual([]);
  });

  it("moves a tab from one workspace to another, and tells of both", () => {
    const { presence: here, changes } = presence();
    here.enter("1", tab("ada", null, "w"));
    here.enter("1", tab("ada", null, "v"));
    expect(here.people("w")).toEqual([]);
    expect(here.people("v")).toHaveLength(1);
    expect(changes).toEqual(["w", "w", "v"]);
  });

  it("says nothing about a tab that was nowhere", () => {
    const { presence: here, changes } = presence();
    here.leave("1");
    expect(changes).toEqual([]);
  });
});
