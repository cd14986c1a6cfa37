import { layerMap, PUBLISHED_BY } from "@postil/shared/document/layer-document";
import { layerDocumentName } from "@postil/shared/document/text-document";
import { CLOSE } from "@postil/shared/protocol/close-codes";
import type { EraseAnswer } from "@postil/shared/schema/erasure";
import { newId } from "@postil/shared/schema/ids";
import type { Role } from "@postil/shared/schema/role";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ArticlePlace, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { placesOf } from "../support/bin.ts";
import { type ErrorBody, good } from "../support/http-client.ts";
import { expectDerivedRows } from "../support/stored-layer.ts";
import { RawClient } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
let workspace: Workspace;
let ada: Person;
let article: ArticlePlace;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await Workspace.create(server.url);
  ada = await workspace.join("annotator", "Ada");
});
afterAll(() => server.close());
beforeEach(async () => {
  article = await workspace.article("Floods", "A passage of words.\n");
});

const erase = <T = EraseAnswer>(by: Person, ids: string[], layer = article.team) =>
  by.client.post<T>(`/api/layers/${layer}/erase`, { ids });

async function refused(by: Person, ids: string[], layer = article.team) {
  const { status, body } = await erase<ErrorBody>(by, ids, layer);
  return [status, body.error.code];
}

/** An annotation and a comment that hold words which stand nowhere else. */
async function annotated(layer = article.team): Promise<{ id: string; said: string; words: string }> {
  const [id, said, words] = [newId(), newId(), `unwanted ${newId()}`];
  await operate(ada, layer, [
    { op: "annotate", id, passages: [{ exact: "passage" }], note: words },
    { op: "comment", id: said, annotation: id, text: words },
  ]);
  return { id, said, words };
}

describe("erasing for good", () => {
  it("leaves nothing of what was deleted, at once, and sends those who have it open to load the layer again", async () => {
    const { id, said, words } = await annotated();
    await operate(ada, article.team, [{ op: "delete", target: id }]);
    const reader = await RawClient.join(ada.client, layerDocumentName(article.team));
    expect(good(await erase(workspace.owner, [id]))).toEqual({ annotations: 1, comments: 1 });
    expect(await reader.closed).toBe(CLOSE.mismatch);
    expect(await placesOf(server.dataSource, words)).toEqual([]);
    for (const one of [id, said]) expect(await placesOf(server.dataSource, one)).toEqual(["erased_entry.id"]);
    await expectDerivedRows(server.dataSource, layerDocumentName(article.team));
    expect(good(await erase(workspace.owner, [id]))).toEqual({ annotations: 0, comments: 0 });
  });

  it("is told to owners as moderation: who, how much, where; not what", async () => {
    const { id } = await annotated();
    await operate(ada, article.team, [{ op: "delete", target: id }]);
    good(await erase(workspace.owner, [id]));
    const { body } = await workspace.owner.client.get<{ items: { what: string }[] }>(
      `/api/workspaces/${workspace.id}/audit?kind=moderation`,
    );
    expect(body.items.find(({ what }) => what === "annotations-erased")).toMatchObject({
      kind: "moderation",
      person: { actor: workspace.owner.actor },
      about: "Floods",
      details: expect.arrayContaining([
        { name: "annotations", value: "1" },
        { name: "comments", value: "1" },
        { name: "layer", value: "team" },
      ]),
    });
  });

  it("is for owners alone", async () => {
    const { id, words } = await annotated();
    await operate(ada, article.team, [{ op: "delete", target: id }]);
    for (const role of ["instructor", "annotator", "commenter", "viewer"] satisfies Role[]) {
      expect(await refused(await workspace.join(role, "Somebody"), [id])).toEqual([403, "forbidden"]);
    }
    const stranger = await Workspace.create(server.url, "Elsewhere", "Stranger");
    expect(await refused(stranger.owner, [id])).toEqual([404, "not_found"]);
    expect(await placesOf(server.dataSource, words)).toContain("annotation.note");
  });

  it("takes all or nothing: only what is deleted, and only what is there", async () => {
    const [kept, gone] = [await annotated(), await annotated()];
    await operate(ada, article.team, [{ op: "delete", target: gone.id }]);
    expect(await refused(workspace.owner, [gone.id, kept.id])).toEqual([409, "not_deleted"]);
    expect(await refused(workspace.owner, [gone.id, kept.said])).toEqual([409, "not_deleted"]);
    expect(await refused(workspace.owner, [gone.id, newId()])).toEqual([422, "invalid"]);
    expect(await refused(workspace.owner, [])).toEqual([422, "invalid"]);
    expect(await refused(workspace.owner, [gone.id, gone.id])).toEqual([422, "invalid"]);
    const page = await RawClient.join(ada.client, layerDocumentName(article.team));
    expect(layerMap(page.doc, "annotations").has(gone.id)).toBe(true);
    page.close();
  });

  it("in a private layer is its person's own business, and nobody else learns of it", async () => {
    const layer = await workspace.privateLayer(ada, article);
    const { id, words } = await annotated(layer);
    await operate(ada, layer, [{ op: "delete", target: id }]);
    expect(await refused(workspace.owner, [id], layer)).toEqual([404, "not_found"]);
    expect(good(await erase(ada, [id], layer))).toEqual({ annotations: 1, comments: 1 });
    expect(await placesOf(server.dataSource, words)).toEqual([]);
    expect(await placesOf(server.dataSource, layer)).not.toContain("audit_event.details");
  });

  it("of what was published takes the hidden original along", async () => {
    const layer = await workspace.privateLayer(ada, article);
    const [{ id, words }, other] = [await annotated(layer), newId()];
    await operate(ada, layer, [{ op: "annotate", id: other, on: "article", note: "kept in private" }]);
    good(await ada.client.post(`/api/layers/${layer}/publish`, { annotations: [id] }));
    await operate(ada, article.team, [{ op: "delete", target: id }]);
    good(await erase(workspace.owner, [id]));
    expect(await placesOf(server.dataSource, words)).toEqual([]);
    const own = await RawClient.join(ada.client, layerDocumentName(layer));
    expect([...layerMap(own.doc, "annotations").keys()]).toEqual([other]);
    expect([...layerMap(own.doc, "deletions").values()].filter(({ by }) => by === PUBLISHED_BY)).toEqual([]);
    own.close();
  });

  it("that is refused leaves what was published, and its original, as they were", async () => {
    const layer = await workspace.privateLayer(ada, article);
    const { id, words } = await annotated(layer);
    good(await ada.client.post(`/api/layers/${layer}/publish`, { annotations: [id] }));
    const places = await placesOf(server.dataSource, words);
    expect(await refused(workspace.owner, [id])).toEqual([409, "not_deleted"]);
    expect(await refused(workspace.owner, [id, newId()])).toEqual([422, "invalid"]);
    expect(await placesOf(server.dataSource, words)).toEqual(places);
    const own = await RawClient.join(ada.client, layerDocumentName(layer));
    expect([...layerMap(own.doc, "annotations").keys()]).toEqual([id]);
    own.close();
  });
});
