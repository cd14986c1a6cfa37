import { layerMap } from "@postil/shared/document/layer-document";
import * as operations from "@postil/shared/document/operations";
import type { Article, LayerInfo } from "@postil/shared/schema/article";
import * as encoding from "lib0/encoding";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addArticle } from "../support/article-fixtures.ts";
import { Eavesdropper, type Trace } from "../support/eavesdropper.ts";
import { good } from "../support/http-client.ts";
import { LiveClient } from "../support/live-client.ts";
import { RawClient, teamDocument, until } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { actorOf, makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

const WORDS = ["xyzzyprivate", "plughprivate"];

let server: TestServer;
let seminar: TestWorkspace;
let article: Article;
beforeAll(async () => {
  server = await startTestServer();
  seminar = await makeWorkspace(server.url);
  article = await addArticle(seminar.owner, seminar.workspaceId, { text: "It holds a passage of some words.\n" });
});
afterAll(() => server?.close());

/** A number as Yjs writes a clientID. */
function varUint(number: number): Buffer {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, number);
  return Buffer.from(encoding.toUint8Array(encoder));
}

it("not a byte of a private layer reaches another member: no word, no id, no count, nobody's presence", {
  timeout: 120_000,
}, async () => {
  const { workspaceId, owner } = seminar;
  const writer = await seminar.join("annotator", "Ada");
  const layer = good(await writer.post<LayerInfo>(`/api/articles/${article.id}/layers`, { kind: "private" }));
  const { document } = layer;
  const page = await LiveClient.connect(writer);
  await page.enter(workspaceId, article.id);
  const others = [
    owner,
    await seminar.join("instructor"),
    await seminar.join("commenter"),
    await seminar.join("viewer"),
  ];
  const ears = await Promise.all(others.map((client) => Eavesdropper.of(client, workspaceId, [article.id])));
  const team = teamDocument(article);
  const secret = { layers: [layer.id], words: WORDS };
  const before = await Promise.all(ears.map((ear) => ear.sweep(secret)));

  // All that one can do in a layer, over both ways into it.
  const actor = await actorOf(writer, workspaceId);
  const own = await RawClient.join(writer, document);
  const tab = await RawClient.join(writer, document);
  own.sendAwareness([{ client: own.doc.clientID, clock: 1, state: { at: null } }]);
  const context = { actor, now: Date.now() };
  const id = operations.annotate(own.doc, context, {
    on: "article",
    note: WORDS[0] as string,
    tags: ["tag-number-00001"],
  });
  const comment = operations.comment(own.doc, context, { annotation: id, text: WORDS[1] as string });
  operations.setNote(own.doc, context, id, `${WORDS[0]} again`);
  operations.resolve(own.doc, context, id);
  operations.react(own.doc, context, id, "agree", true);
  await own.acknowledged();
  const made = await writer.post<{ items: { id: string }[] }>(`/api/layers/${layer.id}/operations`, {
    operations: [{ op: "annotate", passages: [{ exact: "a passage" }], note: WORDS[1] }],
  });
  const posted = good(made).items[0]?.id as string;
  operations.remove(own.doc, context, posted);
  await own.acknowledged();
  await until(() => layerMap(tab.doc, "deletions").has(posted));

  const after = await Promise.all(ears.map((ear) => ear.sweep(secret)));
  // A change that everybody hears of comes last on each channel, so that nothing is still on its way.
  await owner.post(`/api/workspaces/${workspaceId}/tags`, { name: "The last to be heard" });
  await until(() => ears.every((ear) => ear.heard("codebook")));
  const last = await RawClient.join(owner, team);
  operations.annotate(last.doc, { actor: await actorOf(owner, workspaceId), now: Date.now() }, { on: "article" });
  await last.acknowledged();
  await until(() => ears.every((ear) => ear.heard("annotations")));

  const traces: Trace[] = [
    ...WORDS,
    layer.id,
    id,
    comment,
    posted,
    varUint(own.doc.clientID),
    String(own.doc.clientID),
  ];
  expect(await RawClient.of(owner, document).closed).toBe(4404);
  for (const [number, ear] of ears.entries()) {
    const answers = after[number] as Map<string, string>;
    // To them it is as if nothing had happened: no list is longer, no count higher, no time later.
    expect(answers).toEqual(before[number]);
    expect(ear.found(traces, answers)).toEqual([]);
    ear.close();
  }
  // The same search finds it all where it may be.
  const self = await Eavesdropper.of(writer, workspaceId, [article.id]);
  const found = self.found(traces, await self.sweep(secret)).join("\n");
  for (const trace of traces.slice(0, 6)) expect(found).toContain(String(trace));
  self.close();
  page.close();
  for (const client of [own, tab, last]) client.close();
});
