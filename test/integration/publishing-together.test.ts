import { layerMap, PUBLISHED_BY } from "@postil/shared/document/layer-document";
import * as operations from "@postil/shared/document/operations";
import { articleText } from "@postil/shared/document/text-document";
import type { LayerInfo } from "@postil/shared/schema/article";
import type { PublishAnswer } from "@postil/shared/schema/publishing";
import * as encoding from "lib0/encoding";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Random } from "../../server/src/sync/testing/random.ts";
import { addArticle } from "../support/article-fixtures.ts";
import { Eavesdropper, type Trace } from "../support/eavesdropper.ts";
import { good, type HttpClient } from "../support/http-client.ts";
import { entriesOf, expectDerivedRows, expectNoGap, storedLayer } from "../support/stored-layer.ts";
import { RawClient, teamDocument, until } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { actorOf, makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

let server: TestServer;
let workspace: TestWorkspace;
beforeAll(async () => {
  server = await startTestServer();
  workspace = await makeWorkspace(server.url);
});
afterAll(() => server?.close());

async function privateLayer(client: HttpClient, articleId: string): Promise<LayerInfo> {
  return good(await client.post<LayerInfo>(`/api/articles/${articleId}/layers`, { kind: "private" }));
}

function publish(client: HttpClient, layer: string, annotations: string[]) {
  return client.post<PublishAnswer>(`/api/layers/${layer}/publish`, { annotations });
}

/** A number as Yjs writes a clientID. */
function varUint(number: number): Buffer {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, number);
  return Buffer.from(encoding.toUint8Array(encoder));
}

it("not a byte of the private layer but what was published reaches another member", { timeout: 120_000 }, async () => {
  const { workspaceId, owner } = workspace;
  const article = await addArticle(owner, workspaceId, { text: "It holds a passage of some words.\n" });
  const writer = await workspace.join("annotator", "Ada");
  const layer = await privateLayer(writer, article.id);
  const others = [owner, await workspace.join("annotator"), await workspace.join("viewer")];
  const ears = await Promise.all(others.map((client) => Eavesdropper.of(client, workspaceId, [article.id])));

  const own = await RawClient.join(writer, layer.document);
  const actor = await actorOf(writer, workspaceId);
  let now = Date.now() - 60_000;
  const by = () => ({ actor, now: now++ });
  const shown = operations.annotate(own.doc, by(), { on: "article", note: "xyzzybefore", tags: ["tag-number-00001"] });
  operations.setNote(own.doc, by(), shown, "publishedwords");
  const removedTag = "tag-taken-off-0001";
  operations.addTag(own.doc, by(), shown, removedTag);
  operations.removeTag(own.doc, by(), shown, removedTag);
  const deleted = operations.comment(own.doc, by(), { annotation: shown, text: "xyzzydeleted" });
  operations.remove(own.doc, by(), deleted);
  const edited = operations.comment(own.doc, by(), { annotation: shown, text: "xyzzyfirst" });
  operations.editComment(own.doc, by(), edited, "publishedreply");
  const emptied = operations.annotate(own.doc, by(), { on: "article", note: "xyzzyemptied", sources: [shown] });
  operations.setNote(own.doc, by(), emptied, "");
  const kept = operations.annotate(own.doc, by(), { on: "memo", note: "xyzzykept" });
  await own.acknowledged();
  good(await publish(writer, layer.id, [shown]));
  good(await publish(writer, layer.id, [emptied]));
  // What is changed afterwards in private stays there.
  operations.setNote(own.doc, by(), kept, "xyzzylater");
  operations.setNote(own.doc, by(), shown, "xyzzylate");
  await own.acknowledged();

  await until(() => ears.every((ear) => ear.found(["publishedreply", emptied], new Map()).length > 0));
  const secret = { layers: [layer.id], words: ["xyzzy"] };
  const traces: Trace[] = ["xyzzy", layer.id, kept, deleted, removedTag, PUBLISHED_BY];
  traces.push(varUint(own.doc.clientID), String(own.doc.clientID));
  for (const [number, ear] of ears.entries()) {
    const answers = await ear.sweep(secret);
    const history = `/api/layers/${teamDocument(article).slice("layer/".length)}/annotations/${shown}/history`;
    answers.set(history, JSON.stringify((await (others[number] as HttpClient).get(history)).body));
    expect(ear.found(traces, answers)).toEqual([]);
    expect(ear.found(["publishedwords"], answers).length).toBeGreaterThan(2);
    ear.close();
  }
  own.close();
});

for (const seed of [1, 2, 3]) {
  it(`ends with each annotation in one place, the same for everybody and on disk, whatever happens meanwhile (seed ${seed})`, {
    timeout: 120_000,
  }, async () => {
    const random = new Random(seed);
    const { workspaceId, owner } = workspace;
    const article = await addArticle(owner, workspaceId, { text: "It holds a passage of some words.\n".repeat(5) });
    const team = teamDocument(article);
    const corrector = await RawClient.join(owner, article.textDocument);
    const writers = await Promise.all(
      ["Ada", "Ben"].map(async (name) => {
        const client = await workspace.join("annotator", name);
        const layer = await privateLayer(client, article.id);
        const tabs = [await RawClient.join(client, layer.document), await RawClient.join(client, layer.document)];
        const shared = await RawClient.join(client, team);
        const made: string[] = [];
        return { client, layer, tabs, shared, made, actor: await actorOf(client, workspaceId) };
      }),
    );
    const publishing: Promise<unknown>[] = [];
    const wanted = new Set<string>();
    for (let step = 0; step < 80; step++) {
      const writer = random.pick(writers) as (typeof writers)[number];
      const tab = random.pick(writer.tabs) as RawClient;
      const by = { actor: writer.actor, now: Date.now() };
      const id = random.pick(writer.made);
      const what = random.below(7);
      if (what < 2 || id === undefined) {
        writer.made.push(operations.annotate(tab.doc, by, { on: "article", note: `${step}` }));
      } else if (what === 2) {
        operations.setNote(tab.doc, by, id, `again ${step}`);
      } else if (what === 3) {
        operations.comment(tab.doc, by, { annotation: id, text: `reply ${step}` });
      } else if (what === 4) {
        if (layerMap(writer.shared.doc, "annotations").has(id))
          operations.setNote(writer.shared.doc, by, id, `team ${step}`);
        articleText(corrector.doc).insert(0, "x");
      } else {
        // What its server has acknowledged can be published; two at once may name the same.
        await Promise.all(writer.tabs.map((one) => one.acknowledged()));
        const ids = [...new Set([id, random.pick(writer.made) ?? id])];
        for (const one of ids) wanted.add(one);
        publishing.push(publish(writer.client, writer.layer.id, ids).then(good));
      }
      if (random.chance(0.3)) await new Promise((resolve) => setTimeout(resolve, random.below(20)));
    }
    await Promise.all(publishing);
    await Promise.all(writers.flatMap(({ tabs, shared }) => [...tabs, shared].map((one) => one.acknowledged())));
    const reader = await RawClient.join(owner, team);
    const onDisk = await storedLayer(server.dataSource, team);
    for (const doc of [reader.doc, ...writers.map(({ shared }) => shared.doc)]) {
      await until(() => sameEntries(entriesOf(doc), onDisk));
    }
    for (const { layer, tabs, made } of writers) {
      const mine = await storedLayer(server.dataSource, layer.document);
      for (const tab of tabs) await until(() => sameEntries(entriesOf(tab.doc), mine));
      for (const id of made) {
        expect(onDisk.has(`annotations/${id}`)).toBe(wanted.has(id));
        expect(layerMap((tabs[0] as RawClient).doc, "deletions").get(id)?.by).toBe(
          wanted.has(id) ? PUBLISHED_BY : undefined,
        );
      }
      await expectDerivedRows(server.dataSource, layer.document);
      await expectNoGap(server.dataSource, layer.document);
    }
    await expectDerivedRows(server.dataSource, team);
    await expectNoGap(server.dataSource, team);
    const refused = writers.flatMap(({ tabs, shared }) => [...tabs, shared].flatMap(({ refusals }) => refusals));
    expect(refused).toEqual([]);
    for (const { tabs, shared } of writers) for (const socket of [...tabs, shared]) socket.close();
    for (const socket of [reader, corrector]) socket.close();
  });
}

function sameEntries(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}
