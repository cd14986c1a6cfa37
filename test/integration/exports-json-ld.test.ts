import type { Job } from "@postil/shared/schema/job";
import fc from "fast-check";
import jsonld from "jsonld";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { annotationContext } from "../support/annotation-context.ts";
import { editText, type Operation, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { good } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const OA = "http://www.w3.org/ns/oa#";
const TEXT = "👩‍🔬 She said: 🌊🌊 the river rose.\n“Nobody”, a neighbour added, had — warned them. 日本語も。\n".repeat(
  5,
);
const LOST = "Gone soon: 🪦 these words.";

interface Selector {
  type: string;
  exact?: string;
  start?: number;
  end?: number;
}
interface Target {
  source: string;
  selector: Selector[];
}
interface Item {
  id: string;
  motivation: string | string[];
  body: { value: string; purpose: string } | { value: string; purpose: string }[];
  target: string | Target | Target[];
}
interface Page {
  startIndex: number;
  items: Item[];
  next?: Page;
}

async function exported(person: Person, workspace: Workspace): Promise<{ total: number; first: Page; text: string }> {
  const path = `/api/workspaces/${workspace.id}/exports`;
  const { id } = good(await person.client.post<Job>(path, { format: "jsonld" }));
  await vi.waitFor(
    async () => expect(good(await person.client.get<Job>(`/api/jobs/${id}`)).state).toBe("done"),
    20_000,
  );
  const { url, cookie } = person.client;
  const file = await fetch(`${url}/api/jobs/${id}/file`, { headers: { cookie } });
  expect(file.headers.get("content-type")).toBe('application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"');
  const text = await file.text();
  return { ...(JSON.parse(text) as { total: number; first: Page }), text };
}

/** Refuses what the vocabulary doesn't know, rather than dropping it. */
function expand(text: string) {
  const documentLoader = async (documentUrl: string) => {
    expect(documentUrl).toBe("http://www.w3.org/ns/anno.jsonld");
    return { documentUrl, document: annotationContext };
  };
  // `safe` isn't among the types yet.
  const options = { documentLoader, safe: true };
  return jsonld.expand(JSON.parse(text), options);
}

/** Random annotations of every shape, the same ones every time. */
function randomOperations(length: number, tags: string[]): Operation[] {
  const offset = fc.integer({ min: 0, max: length - 20 });
  const part = fc.tuple(offset, fc.integer({ min: 1, max: 15 })).map(([start, size]) => ({ start, end: start + size }));
  const note = fc.string({ unit: "grapheme", maxLength: 20 });
  const passages = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => {
    const inOrder = parts.sort((a, b) => a.start - b.start);
    return inOrder.filter(({ start }, index) => start > (inOrder[index - 1]?.end ?? -1));
  });
  const annotate = fc.record({
    op: fc.constant("annotate" as const),
    passages,
    note,
    tags: fc.subarray(tags),
  });
  const whole = fc.record({
    op: fc.constant("annotate" as const),
    on: fc.constantFrom("article" as const, "memo" as const),
    note,
  });
  return fc.sample(fc.oneof({ arbitrary: annotate, weight: 5 }, whole), { numRuns: 60, seed: 6 });
}

describe("annotations as JSON-LD", () => {
  it("are what the Web Annotation vocabulary knows, with quotes that stand where they say", async () => {
    const workspace = await Workspace.create(server.url);
    const { owner } = workspace;
    const article = await workspace.article("Floods", `${LOST}\n${TEXT}`);
    const tag = await workspace.tag("Threat", await workspace.tag("Framing"));
    const operations = randomOperations([...(LOST + TEXT)].length, [tag]);
    const made = await operate(owner, article.team, [
      { op: "annotate", passages: [{ exact: "Gone soon" }, { exact: "🪦 these words" }], note: "orphan" },
      ...operations,
    ]);
    const [first = ""] = made;
    const [asked = ""] = await operate(owner, article.team, [{ op: "comment", annotation: first, text: "why?" }]);
    await operate(owner, article.team, [{ op: "comment", annotation: first, parent: asked, text: "so" }]);
    await editText(owner, article, (text) => text.delete(0, LOST.length + 1));
    const now = good(await owner.client.get<{ text: string }>(`/api/articles/${article.id}/text`)).text;
    const points = [...now];

    const { total, first: page, text } = await exported(owner, workspace);
    expect(total).toBe(made.length + 2);
    expect(page.items).toHaveLength(total);
    let split = 0;
    for (const { target } of page.items) {
      const targets = [target].flat().filter((one): one is Target => typeof one !== "string" && "selector" in one);
      if (targets.length > 1) split += 1;
      for (const { source, selector } of targets) {
        expect(source).toBe(`${server.url}/a/${article.id}`);
        const [quote, position] = selector;
        if (position) expect(points.slice(position.start, position.end).join("")).toBe(quote?.exact);
      }
    }
    expect(split).toBeGreaterThan(5);
    const orphan = page.items.find(({ id }) => id.endsWith(first));
    expect([orphan?.target].flat()).toMatchObject([
      { selector: [{ type: "TextQuoteSelector", exact: "Gone soon" }] },
      { selector: [{ type: "TextQuoteSelector", exact: "🪦 these words" }] },
    ]);
    const replies = page.items.filter(({ motivation }) => motivation === "replying");
    expect(replies.map(({ target }) => target)).toEqual([orphan?.id, `${orphan?.id}&comment=${asked}`]);
    const tagged = page.items.flatMap(({ body }) => [body].flat()).filter(({ purpose }) => purpose === "tagging");
    expect(new Set(tagged.map(({ value }) => value))).toEqual(new Set(["Framing > Threat"]));

    const [collection] = await expand(text);
    const all = JSON.stringify(collection);
    expect(collection?.["@type"]).toEqual(["http://www.w3.org/ns/activitystreams#OrderedCollection"]);
    for (const name of [
      "Annotation",
      "TextQuoteSelector",
      "TextPositionSelector",
      "tagging",
      "replying",
      "describing",
    ]) {
      expect(all).toContain(`"${OA}${name}"`);
    }
  });

  it("hold nothing that their reader may not read", async () => {
    const workspace = await Workspace.create(server.url, "Private");
    const ben = await workspace.join("annotator", "Ben");
    const article = await workspace.article("Floods", TEXT);
    const layer = await workspace.privateLayer(ben, article);
    await operate(ben, layer, [{ op: "annotate", passages: [{ exact: "river" }], note: "Ben's own" }]);
    expect((await exported(ben, workspace)).text).toContain("Ben's own");
    expect((await exported(workspace.owner, workspace)).first.items).toEqual([]);
  });
});
