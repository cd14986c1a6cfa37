// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { newId } from "@postil/shared/schema/ids";
import { expect, it, vi } from "vitest";
import { listDrafts, moveDrafts, readDraft, restoreDrafts, writeDraft } from "./draft-storage.ts";
import { localDatabase } from "./local-database.ts";

const stored = async (user: string) =>
  (await (await localDatabase()).getAll("drafts")).filter((row) => row.user === user);

it("unsent words come back after a crash that took localStorage, to their writer only", async () => {
  const [user, other] = [newId(), newId()];
  writeDraft(user, "layer/one", "note/a", "mine");
  writeDraft(other, "layer/one", "note/a", "theirs");
  writeDraft(user, "layer/one", "note/b", "sent");
  writeDraft(user, "layer/one", "note/b", "");
  await vi.waitFor(async () => expect(await stored(user)).toHaveLength(1));
  localStorage.clear();
  await restoreDrafts(user, "layer/one");
  expect(listDrafts(user)).toEqual([{ document: "layer/one", key: "note/a", text: "mine" }]);
  expect(listDrafts(other)).toEqual([]);
});

it("words that the page wrote while it was being closed are newer than the database's", async () => {
  const user = newId();
  writeDraft(user, "layer/one", "note/a", "half");
  await vi.waitFor(async () => expect(await stored(user)).toHaveLength(1));
  const spy = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("closing", "AbortError");
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  writeDraft(user, "layer/one", "note/a", "half a thought");
  await new Promise((resolve) => setTimeout(resolve, 5));
  spy.mockRestore();
  await restoreDrafts(user);
  expect(readDraft(user, "layer/one", "note/a")).toBe("half a thought");
});

it("unsent words move to another document with what they belong to, and the others stay", () => {
  const user = newId();
  writeDraft(user, "layer/one", "reply/a", "with it");
  writeDraft(user, "layer/one", "reply/b", "another's");
  moveDrafts(user, "layer/one", "layer/two", (key) => key === "reply/a");
  expect(listDrafts(user)).toEqual([
    { document: "layer/one", key: "reply/b", text: "another's" },
    { document: "layer/two", key: "reply/a", text: "with it" },
  ]);
});
