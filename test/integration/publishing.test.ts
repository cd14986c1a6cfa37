import { layerMap, PUBLISHED_BY } from "@postil/shared/document/layer-document";
import * as operations from "@postil/shared/document/operations";
import { layerDocumentName } from "@postil/shared/document/text-document";
import type { Article, LayerInfo } from "@postil/shared/schema/article";
import { newId } from "@postil/shared/schema/ids";
import type { PublishAnswer } from "@postil/shared/schema/publishing";
import type { Tag } from "@postil/shared/schema/tag";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addArticle } from "../support/article-fixtures.ts";
import { type ErrorBody, good, type HttpClient } from "../support/http-client.ts";
import { expectDerivedRows, expectNoGap } from "../support/stored-layer.ts";
import { RawClient, teamLayer, until } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { actorOf, makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

let server: TestServer;
let workspace: TestWorkspace;
let tag: Tag;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await makeWorkspace(server.url);
  const path = `/api/workspaces/${workspace.workspaceId}/tags`;
  tag = good(await workspace.owner.post<Tag>(path, { name: "Threat" }));
});
afterAll(() => server.close());

interface Author {
  client: HttpClient;
  actor: string;
  article: Article;
  layer: string;
  team: string;
}

/** Somebody with a private layer on an article of its own. */
async function author(role: "annotator" | "viewer" = "annotator", given?: Article): Promise<Author> {
  const client = await workspace.join(role, "Ada");
  const article =
    given ?? (await addArticle(workspace.owner, workspace.workspaceId, { text: "A passage of words.\n" }));
  const layer = good(await client.post<LayerInfo>(`/api/articles/${article.id}/layers`, { kind: "private" }));
  const actor = await actorOf(client, workspace.workspaceId);
  return { client, actor, article, layer: layer.id, team: teamLayer(article) };
}

async function write(by: Author, list: unknown[], layer = by.layer): Promise<string[]> {
  const path = `/api/layers/${layer}/operations`;
  const { items } = good(await by.client.post<{ items: { id: string }[] }>(path, { operations: list }));
  return items.map(({ id }) => id);
}

function publish<T = PublishAnswer>(by: Author, ids: string[], layer = by.layer) {
  return by.client.post<T>(`/api/layers/${layer}/publish`, { annotations: ids });
}

async function refused(by: Author, ids: string[], layer = by.layer) {
  const { status, body } = await publish<ErrorBody>(by, ids, layer);
  return [status, body.error.code];
}

const open = (by: Author, layer: string) => RawClient.join(by.client, layerDocumentName(layer));

describe("publishing a private annotation", () => {
  it("moves all that can be seen of it to the team, with its id, time and author, and hides it in the private layer", async () => {
    const ada = await author();
    const id = newId();
    const [comment, gone, reply] = [newId(), newId(), newId()];
    await write(ada, [
      { op: "annotate", id, passages: [{ exact: "passage" }], tags: [tag.id] },
      { op: "note", annotation: id, text: "Kept note" },
      { op: "comment", id: comment, annotation: id, text: "Kept comment" },
      { op: "comment", id: gone, annotation: id, text: "Deleted words" },
      { op: "comment", id: reply, annotation: id, parent: gone, text: "An answer to them" },
      { op: "delete", target: gone },
      { op: "react", target: comment, sign: "insight", on: true },
      { op: "react", target: id, sign: "question", on: true },
      { op: "resolve", annotation: id },
      { op: "assign", annotation: id, user: ada.actor },
    ]);
    const [page, reader] = [
      await open(ada, ada.layer),
      await RawClient.join(workspace.owner, layerDocumentName(ada.team)),
    ];
    const before = layerMap(page.doc, "annotations").get(id);
    expect(good(await publish(ada, [id]))).toEqual({ items: [{ id, layer: ada.team }] });
    await until(() => layerMap(reader.doc, "annotations").has(id) && layerMap(page.doc, "deletions").has(id));

    const there = <M extends Parameters<typeof layerMap>[1]>(map: M, key: string) => layerMap(reader.doc, map).get(key);
    expect(there("annotations", id)).toEqual(before);
    expect(there("annotations", id)?.author).toBe(ada.actor);
    for (const map of ["anchors", "notes", "resolutions", "assignees"] as const) {
      expect(there(map, id)).toEqual(layerMap(page.doc, map).get(id));
    }
    for (const map of ["tags", "reactions", "comments"] as const) {
      expect(layerMap(reader.doc, map).toJSON()).toEqual(layerMap(page.doc, map).toJSON());
    }
    expect([there("commentTexts", comment)?.text, there("commentTexts", reply)?.text]).toEqual([
      "Kept comment",
      "An answer to them",
    ]);
    // What was deleted is a place in the thread, without its words.
    expect([there("comments", gone)?.author, there("commentTexts", gone)]).toEqual([ada.actor, undefined]);
    expect(there("deletions", gone)?.by).toBe(ada.actor);
    expect(layerMap(page.doc, "deletions").get(id)?.by).toBe(PUBLISHED_BY);

    for (const layer of [ada.layer, ada.team]) {
      await expectDerivedRows(server.dataSource, layerDocumentName(layer));
      await expectNoGap(server.dataSource, layerDocumentName(layer));
    }
    const rows = (layer: string) =>
      server.dataSource.query(
        "select actor_id as actor from document_update where document_id = $1 order by seq desc limit 1",
        [layerDocumentName(layer)],
      );
    expect(await rows(ada.team)).toEqual([{ actor: "system" }]);
    expect(await rows(ada.layer)).toEqual([{ actor: "system" }]);
    expect(
      await server.dataSource.query(
        "select actor_id as actor, details from audit_event where workspace_id = $1 and kind = 'annotations-published'",
        [workspace.workspaceId],
      ),
    ).toEqual([{ actor: ada.actor, details: { article: ada.article.id, count: 1 } }]);
    const history = await workspace.owner.get<{ items: { text: string; actor: string }[] }>(
      `/api/layers/${ada.team}/annotations/${id}/history`,
    );
    expect(good(history).items).toMatchObject([{ text: "Kept note", actor: ada.actor }]);
    for (const socket of [page, reader]) socket.close();
  });

  it("lets its author go on with it there, and delete it", async () => {
    const ada = await author();
    const [id = ""] = await write(ada, [{ op: "annotate", on: "article", note: "First" }]);
    good(await publish(ada, [id]));
    await write(ada, [{ op: "note", annotation: id, text: "Second" }], ada.team);
    await write(ada, [{ op: "delete", target: id }], ada.team);
    const list = `/api/workspaces/${workspace.workspaceId}/annotations?article=${ada.article.id}`;
    expect(good(await ada.client.get<{ items: unknown[] }>(list)).items).toEqual([]);
  });

  it("twice changes nothing, alone or among others, and at once only once", async () => {
    const ada = await author();
    const [one = "", two = ""] = await write(ada, [
      { op: "annotate", on: "article", note: "One" },
      { op: "annotate", on: "article", note: "Two" },
    ]);
    const answers = await Promise.all([publish(ada, [one]), publish(ada, [one]), publish(ada, [one, two])]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await write(ada, [{ op: "note", annotation: one, text: "Changed since" }], ada.team);
    good(await publish(ada, [one, two]));
    const team = await open(ada, ada.team);
    expect(layerMap(team.doc, "notes").toJSON()).toMatchObject({
      [one]: { text: "Changed since" },
      [two]: { text: "Two" },
    });
    // The note, and each annotation once: both in one commit where the call that asks for both came first.
    expect([2, 3]).toContain(team.hellos[0]?.seq);
    const history: { key: string }[] = await server.dataSource.query(
      "select key from entry_revision where document_id = $1 and map = 'annotations'",
      [layerDocumentName(ada.team)],
    );
    expect(history.map(({ key }) => key).toSorted()).toEqual([one, two].toSorted());
    team.close();
  });

  it("is refused with what to do: 404, 403, 409 and 422, and then nothing is written", async () => {
    const [ada, eve] = [await author(), await author("viewer")];
    const [id = "", deleted = ""] = await write(ada, [
      { op: "annotate", on: "article", note: "Mine" },
      { op: "annotate", on: "article", note: "Deleted" },
    ]);
    await write(ada, [{ op: "delete", target: deleted }]);
    expect(await refused(eve, [id], ada.layer)).toEqual([404, "not_found"]);
    expect(await refused(ada, [id], newId())).toEqual([404, "not_found"]);
    const [seen = ""] = await write(eve, [{ op: "annotate", on: "article" }]);
    expect(await refused(eve, [seen])).toEqual([403, "forbidden"]);
    expect(await refused(ada, [id], ada.team)).toEqual([409, "not_private"]);
    expect(await refused(ada, [id, deleted])).toEqual([409, "deleted"]);
    expect(await refused(ada, [id, newId()])).toEqual([422, "invalid"]);
    expect(await refused(ada, [])).toEqual([422, "invalid"]);
    expect(await refused(ada, [id, id])).toEqual([422, "invalid"]);
    const team = await open(ada, ada.team);
    expect(layerMap(team.doc, "annotations").size).toBe(0);
    const page = await open(ada, ada.layer);
    expect([...layerMap(page.doc, "deletions").keys()]).toEqual([deleted]);
    for (const socket of [team, page]) socket.close();
  });

  it("is all or nothing when the database fails in the middle of it, and works once it is back", async () => {
    const ada = await author();
    const [id = ""] = await write(ada, [{ op: "annotate", on: "article", note: "Whole" }]);
    // The last statement of the transaction: both layers have been written by then.
    await server.dataSource.query(`
      create function refuse_audit() returns trigger language plpgsql as $$ begin raise exception 'out of order'; end $$;
      create trigger refuse_audit before insert on audit_event
        for each row when (new.kind = 'annotations-published') execute function refuse_audit()`);
    try {
      expect(await refused(ada, [id])).toEqual([503, "unavailable"]);
    } finally {
      await server.dataSource.query("drop trigger refuse_audit on audit_event; drop function refuse_audit()");
    }
    const [team, page] = [await open(ada, ada.team), await open(ada, ada.layer)];
    expect(layerMap(team.doc, "annotations").size).toBe(0);
    expect(layerMap(page.doc, "deletions").size).toBe(0);
    good(await publish(ada, [id]));
    await until(() => layerMap(team.doc, "annotations").has(id) && layerMap(page.doc, "deletions").has(id));
    for (const socket of [team, page]) socket.close();
  });
});

describe("an edit of the original that comes after publishing", () => {
  it("is kept as a private annotation, where its author finds it, and reaches nobody else", async () => {
    const ada = await author();
    const [id = ""] = await write(ada, [{ op: "annotate", on: "article", note: "As published", tags: [tag.id] }]);
    const offline = await open(ada, ada.layer);
    offline.terminate();
    await offline.closed;
    good(await publish(ada, [id]));
    const context = { actor: ada.actor, now: Date.now() };
    operations.setNote(offline.doc, context, id, "Private words");
    const comment = operations.comment(offline.doc, context, { annotation: id, text: "More of them" });
    operations.remove(offline.doc, context, id);
    const back = await RawClient.join(ada.client, layerDocumentName(ada.layer), { doc: offline.doc });
    expect(back.refusals).toEqual([]);
    const copies = () =>
      [...layerMap(back.doc, "annotations").entries()].filter(([, entry]) => entry.sources?.[0] === id);
    await until(() => copies().length === 1);
    const [copy, entry] = copies()[0] as ReturnType<typeof copies>[number];
    expect(entry.author).toBe(ada.actor);
    expect(layerMap(back.doc, "notes").get(copy)?.text).toBe("Private words");
    expect(layerMap(back.doc, "tags").has(`${copy}/${tag.id}`)).toBe(true);
    expect([...layerMap(back.doc, "comments").values()].filter(({ annotation }) => annotation === copy)).toHaveLength(
      1,
    );
    expect(layerMap(back.doc, "deletions").get(id)?.by).toBe(PUBLISHED_BY);

    // What is typed on goes to the same one.
    operations.setNote(back.doc, context, id, "Private words, continued");
    operations.editComment(back.doc, context, comment, "More of them, continued");
    await back.acknowledged();
    await until(() => layerMap(back.doc, "notes").get(copy)?.text === "Private words, continued");
    expect(copies()).toHaveLength(1);
    expect([...layerMap(back.doc, "commentTexts").values()].map(({ text }) => text)).toEqual([
      "More of them, continued",
      "More of them, continued",
    ]);
    await expectDerivedRows(server.dataSource, layerDocumentName(ada.layer));
    const team = await open(ada, ada.team);
    expect(layerMap(team.doc, "notes").get(id)?.text).toBe("As published");
    expect(
      JSON.stringify(Object.fromEntries([...team.doc.share].map(([name, type]) => [name, type.toJSON()]))),
    ).not.toContain("Private words");
    // A copy can be published like any other; the team's layer knows where it comes from.
    good(await publish(ada, [copy]));
    await until(() => layerMap(team.doc, "annotations").get(copy)?.sources?.[0] === id);
    for (const socket of [back, team]) socket.close();
  });
});
