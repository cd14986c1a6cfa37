// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { newId } from "@postil/shared/schema/ids";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ApiError } from "../api/http.ts";
import { rememberSignedIn } from "../api/kept/signed-in-here.ts";
import { forgetUnused } from "./forget-unused.ts";
import { localDatabase } from "./local-database.ts";

const DAY = 24 * 3_600_000;
const NOW = Date.parse("2026-06-01T10:00:00Z");

/** What the server says can be read; null: it can't be reached. */
let readable: Set<string> | null;
const look = (now: number) =>
  forgetUnused(ben, now, async () => {
    if (readable) return readable;
    throw new ApiError(0, "unreachable", "It can't be reached.");
  });

let ben: string;
beforeEach(() => {
  ben = newId();
  const user = { id: ben, name: "Ben", email: "ben@example.org", hasPassword: true };
  rememberSignedIn({ ...user, createdAt: "2026-01-01T10:00:00.000Z" });
});
afterEach(() => localStorage.clear());

interface Kept {
  article: string;
  user?: string;
  /** Days since it was opened. */
  days?: number;
  unsent?: boolean;
  /** Kept since before the day was written down. */
  undated?: boolean;
}

async function keep({ article, user = ben, days = 1, unsent = false, undated = false }: Kept): Promise<void> {
  const database = await localDatabase();
  const id = newId();
  const about = { articleId: article, title: article };
  const row = { id, user, document: `layer/${newId()}`, epoch: 1, schema: 1, hello: null, about };
  await database.put("copies", undated ? row : { ...row, opened: NOW - days * DAY });
  await database.add("updates", { copy: id, bytes: new Uint8Array(1) });
  if (unsent) await database.put("pending", { id: newId(), copy: id, user, entries: [["notes", "a"]] });
}

/** The articles that are left of a person's, and that no update is left without its copy. */
async function left(user = ben): Promise<string[]> {
  const database = await localDatabase();
  const copies = await database.getAllFromIndex("copies", "user", user);
  const all = new Set(await database.getAllKeys("copies"));
  expect((await database.getAll("updates")).filter(({ copy }) => !all.has(copy))).toEqual([]);
  return copies.map(({ about }) => about?.articleId ?? "").sort();
}

describe("copies on this device", () => {
  it("go when their article can't be read any more, or was not opened for 90 days, unless work in them is unsent", async () => {
    readable = new Set(["read", "old", "old-unsent", "nearly"]);
    await keep({ article: "read" });
    await keep({ article: "nearly", days: 89 });
    await keep({ article: "old", days: 91 });
    await keep({ article: "old-unsent", days: 91, unsent: true });
    await keep({ article: "taken-away" });
    await keep({ article: "taken-away-unsent", unsent: true });
    await look(NOW);
    expect(await left()).toEqual(["nearly", "old-unsent", "read", "taken-away-unsent"]);
  });

  it("that another person left go for their age only: what they can read isn't known here", async () => {
    readable = new Set();
    const dana = newId();
    await keep({ article: "danas", user: dana });
    await keep({ article: "danas-old", user: dana, days: 91 });
    await look(NOW);
    expect(await left(dana)).toEqual(["danas"]);
  });

  it("count their days from now where nobody wrote down when they were opened", async () => {
    readable = new Set(["a"]);
    await keep({ article: "a", undated: true });
    await look(NOW);
    await look(NOW + 89 * DAY);
    expect(await left()).toEqual(["a"]);
    await look(NOW + 91 * DAY);
    expect(await left()).toEqual([]);
  });

  it("stay without the server, and are looked through once a day", async () => {
    readable = null;
    await keep({ article: "taken-away" });
    await look(NOW);
    expect(await left()).toEqual(["taken-away"]);
    readable = new Set(["taken-away"]);
    await look(NOW);
    readable = new Set();
    await look(NOW + DAY / 2);
    expect(await left()).toEqual(["taken-away"]);
    await look(NOW + DAY);
    expect(await left()).toEqual([]);
  });

  it("stay when somebody else has signed in since the server was asked", async () => {
    readable = new Set();
    await keep({ article: "a" });
    rememberSignedIn(null);
    await look(NOW);
    expect(await left()).toEqual(["a"]);
  });
});
