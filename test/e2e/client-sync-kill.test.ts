import "fake-indexeddb/auto";
import { annotate } from "@postil/shared/document/operations";
import { LayerReader } from "@postil/shared/document/readers";
import { newId } from "@postil/shared/schema/ids";
import { expect, it } from "vitest";
import { openDocument } from "../../client/src/sync/document-session.ts";
import { addArticle } from "../support/article-fixtures.ts";
import { startBuiltServer } from "../support/built-server.ts";
import type { HttpClient } from "../support/http-client.ts";
import { headersOf, teamDocument, until, withHeaders } from "../support/sync-client.ts";
import { actorOf, makeWorkspace } from "../support/workspaces.ts";

const KILLS = 3;
const PATIENCE = 90_000;

it("a server killed while two people type comes back to all that they wrote, once", { timeout: 400_000 }, async () => {
  const server = await startBuiltServer();
  try {
    const workspace = await makeWorkspace(server.url);
    const other = await workspace.join("annotator");
    const name = teamDocument(await addArticle(workspace.owner, workspace.workspaceId));
    const open = (client: HttpClient) => {
      const environment = {
        url: `${server.url.replace("http", "ws")}/sync`,
        webSocket: withHeaders(headersOf(client)),
      };
      return openDocument({ name, userId: newId(), presence: true }, environment);
    };
    const people = await Promise.all(
      [workspace.owner, other].map(async (client) => ({
        session: open(client),
        actor: await actorOf(client, workspace.workspaceId),
        wrote: [] as string[],
        /** What the page had called saved. */
        saved: 0,
      })),
    );
    const allSaved = () => until(() => people.every(({ session }) => session.state === "saved"), PATIENCE);
    await allSaved();
    const typing = setInterval(() => {
      for (const person of people) {
        const id = annotate(person.session.doc, { actor: person.actor, now: Date.now() }, { on: "article" });
        person.wrote.push(id);
      }
    }, 60);
    const watching = people.map((person) =>
      person.session.subscribe(() => {
        if (person.session.state === "saved") person.saved = person.wrote.length;
      }),
    );
    for (let count = 0; count < KILLS; count++) {
      await new Promise((resolve) => setTimeout(resolve, 400 + 300 * count));
      await server.kill();
      await new Promise((resolve) => setTimeout(resolve, 200));
      await server.start();
      await until(() => people.every(({ session }) => session.synced), PATIENCE);
    }
    clearInterval(typing);
    await allSaved();
    for (const stop of watching) stop();
    const stored = new LayerReader(await freshCopy(open(other))).all().map(({ id }) => id);
    expect(people.every(({ saved, wrote }) => saved === wrote.length && wrote.length > 20)).toBe(true);
    expect(stored.sort()).toEqual(people.flatMap(({ wrote }) => wrote).sort());
    await Promise.all(people.map(({ session }) => session.destroy()));
  } finally {
    await server.close();
  }
});

/** The document as somebody sees it who opens it for the first time. */
async function freshCopy(session: ReturnType<typeof openDocument>) {
  await until(() => session.state === "saved", PATIENCE);
  const { doc } = session;
  await session.destroy();
  return doc;
}
