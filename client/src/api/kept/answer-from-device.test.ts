// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { QueryClient, type QueryKey } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "../http.ts";
import { closeAnswers, readAnswers } from "./answer-database.ts";
import { answerFromDevice, PATIENCE } from "./answer-from-device.ts";
import { forgetAnswers, keepOnlyWorkspaces, keptArticleIds, writeKept } from "./kept-answers.ts";
import { isKept } from "./kept-keys.ts";
import { LONGEST } from "./longest.ts";
import { rememberSignedIn, signedInHere } from "./signed-in-here.ts";

const ben = {
  id: "ben-0123456789abcdef",
  name: "Ben",
  email: "ben@example.org",
  hasPassword: true,
  createdAt: "2026-01-01T10:00:00.000Z",
};
const dana = { ...ben, id: "dana-0123456789abcde", name: "Dana", email: "dana@example.org" };
const ARTICLE = ["article", "a1"];

const newClient = () => new QueryClient({ defaultOptions: { queries: { persister: answerFromDevice, retry: false } } });

/** A page that asks the server, which answers as `ask` does. */
function newPage() {
  const client = newClient();
  return (queryKey: QueryKey, ask: () => unknown) =>
    client.fetchQuery({ queryKey, queryFn: async () => ask(), staleTime: 0 });
}

const fails = (status: number) => () => {
  throw new ApiError(status, "failed", "It failed.");
};

beforeEach(async () => {
  rememberSignedIn(ben);
});
afterEach(async () => {
  for (const { id } of [ben, dana]) await forgetAnswers(id);
  await closeAnswers();
});

async function read(queryKey: QueryKey, data: unknown): Promise<void> {
  await newPage()(queryKey, () => data);
  await writeKept();
}

describe("answers kept on the device", () => {
  it("are given where the server can't be reached, or a proxy answers for it, and only then", async () => {
    await read(ARTICLE, { title: "The bridge" });
    for (const status of [0, 502, 503, 504]) {
      expect(await newPage()(ARTICLE, fails(status))).toEqual({ title: "The bridge" });
    }
    expect(await newPage()(ARTICLE, () => ({ title: "The new bridge" }))).toEqual({ title: "The new bridge" });
    await expect(newPage()(ARTICLE, fails(500))).rejects.toThrow("It failed.");
    await expect(newPage()(["article", "never-read"], fails(0))).rejects.toThrow("It failed.");
  });

  it("are gone once the server says that there is nothing there for this person any more", async () => {
    for (const status of [403, 404]) {
      await read(ARTICLE, { title: "The bridge" });
      await expect(newPage()(ARTICLE, fails(status))).rejects.toThrow();
      await vi.waitFor(async () => expect(await readAnswers(ben.id)).toEqual([]));
    }
  });

  it("are never another person's, also when somebody else signed in between the question and the answer", async () => {
    await read(ARTICLE, { title: "Ben's" });
    rememberSignedIn(dana);
    await expect(newPage()(ARTICLE, fails(0))).rejects.toThrow();
    rememberSignedIn(ben);
    await newPage()(ARTICLE, () => {
      rememberSignedIn(dana);
      return { title: "Dana's" };
    });
    await writeKept();
    rememberSignedIn(ben);
    expect(await newPage()(ARTICLE, fails(0))).toEqual({ title: "Ben's" });
    expect(await readAnswers(dana.id)).toEqual([]);
  });

  it("give way to what the server says late, but not once somebody else has signed in meanwhile", async () => {
    await read(ARTICLE, { title: "Ben's" });
    for (const signsOut of [false, true]) {
      const client = newClient();
      let answer: (data: unknown) => void = () => undefined;
      const late = new Promise((resolve) => {
        answer = resolve;
      });
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      const shown = client.fetchQuery({ queryKey: ARTICLE, queryFn: () => late, staleTime: 0 });
      await vi.advanceTimersByTimeAsync(PATIENCE);
      vi.useRealTimers();
      expect(await shown).toEqual({ title: signsOut ? "Ben's, late" : "Ben's" });
      if (signsOut) {
        await forgetAnswers(ben.id);
        client.clear();
        rememberSignedIn(dana);
        await client.fetchQuery({ queryKey: ARTICLE, queryFn: async () => ({ title: "Dana's" }) });
      }
      answer({ title: signsOut ? "Ben's, too late" : "Ben's, late" });
      await new Promise((resolve) => setTimeout(resolve, 0));
      expect(client.getQueryData(ARTICLE)).toEqual({ title: signsOut ? "Dana's" : "Ben's, late" });
    }
    await writeKept();
    expect(await readAnswers(ben.id)).toEqual([]);
    expect((await readAnswers(dana.id)).map(({ data }) => data)).toEqual([{ title: "Dana's" }]);
  });

  it("are taken off the device when their person signs out, with what was still to be written", async () => {
    await read(ARTICLE, { title: "The bridge" });
    await newPage()(["workspaces"], () => []);
    await forgetAnswers(ben.id);
    await writeKept();
    expect(signedInHere()).toBeNull();
    expect(await readAnswers(ben.id)).toEqual([]);
  });

  it("last 30 days, and so does the knowledge of who is signed in", async () => {
    await read(ARTICLE, { title: "The bridge" });
    const now = Date.now();
    expect(await readAnswers(ben.id, now + LONGEST - 60_000)).toHaveLength(1);
    expect(await readAnswers(ben.id, now + LONGEST + 60_000)).toEqual([]);
    expect(signedInHere(now + LONGEST + 60_000)).toBeNull();
  });

  it("go with the workspaces that one is in no more", async () => {
    await read(["article", "a1"], { workspaceId: "w1" });
    await read(["article", "a2"], { workspaceId: "w2" });
    await read(["workspace", "w2", "tags"], []);
    await keepOnlyWorkspaces(ben.id, new Set(["w1"]));
    expect(await keptArticleIds(ben.id)).toEqual(["a1"]);
    expect(await readAnswers(ben.id)).toHaveLength(1);
  });

  it("are those that reading needs: no lists of annotations, no notices, nothing that is counted", () => {
    const kept = [
      ["workspaces"],
      ARTICLE,
      ["workspace", "w", "articles"],
      ["workspace", "w", "members", "of-layer", "l"],
    ];
    expect(kept.map((key) => isKept(key))).toEqual(kept.map(() => true));
    const others = [
      ["me"],
      ["notices", "unread"],
      ["workspace", "w", "annotations", "q=x"],
      ["workspace", "w", "audit", ""],
      ["workspace", "w", "assignments", "deleted"],
      ["workspace", "w", "assignments", "a", "grid"],
      ["workspace", "w", "invitations"],
      ["invitation", "token"],
    ];
    expect(others.filter((key) => isKept(key))).toEqual([]);
  });
});
