import { mentionMark } from "@postil/shared/schema/comment";
import type { LayerReader, TextVersion } from "@postil/shared/schema/thread";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { act, blindLayer, publish } from "../support/assignments.ts";
import { good, HttpClient } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

const RIVER = "The river rose by four metres. Half the town fled that night. Nobody had warned them.\n";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function readers(person: Person, layer: string): Promise<LayerReader[]> {
  return good(await person.client.get<{ items: LayerReader[] }>(`/api/layers/${layer}/readers`)).items;
}

async function history(person: Person, layer: string, path: string): Promise<TextVersion[]> {
  return good(await person.client.get<{ items: TextVersion[] }>(`/api/layers/${layer}/${path}/history`)).items;
}

describe("who may read a layer", () => {
  it("is everybody of the workspace in the team's, and one person in a private one", async () => {
    const workspace = await Workspace.create(server.url);
    const ben = await workspace.join("annotator", "Ben");
    const vic = await workspace.join("viewer", "Vic");
    const river = await workspace.article("River", RIVER);
    const team = await readers(vic, river.team);
    expect(team.map(({ name, canComment }) => [name, canComment])).toEqual([
      ["Ada", true],
      ["Ben", true],
      ["Vic", false],
    ]);
    const own = await workspace.privateLayer(ben, river);
    expect((await readers(ben, own)).map(({ actor }) => actor)).toEqual([ben.actor]);
    for (const other of [workspace.owner.client, vic.client, new HttpClient(server.url)]) {
      const status = (await other.get(`/api/layers/${own}/readers`)).status;
      expect([401, 404]).toContain(status);
    }
  });

  it("is the coder alone while they code blind; afterwards its people, by pseudonym, and instructors", async () => {
    const workspace = await Workspace.create(server.url);
    const [ben, cai] = [await workspace.join("annotator", "Ben"), await workspace.join("annotator", "Cai")];
    await workspace.join("annotator", "Dot");
    const river = await workspace.article("River", RIVER);
    const assignment = await publish(workspace.owner, workspace.id, {
      kind: "blind",
      pseudonyms: true,
      timeZone: "Europe/Berlin",
      articles: [river.id],
      people: [ben.actor, cai.actor],
    });
    const layer = await blindLayer(ben, assignment, river.id);
    expect((await readers(ben, layer.id)).map(({ actor }) => actor)).toEqual([layer.actor]);
    expect(layer.actor).not.toBe(ben.actor);
    await act(ben, assignment, "submit");
    expect((await readers(ben, layer.id)).map(({ actor }) => actor).sort()).toEqual(
      [layer.actor, workspace.owner.actor].sort(),
    );
    await act(workspace.owner, assignment, "reveal");
    const open = await readers(cai, layer.id);
    const names = open.map(({ name }) => name);
    expect(open).toHaveLength(3);
    for (const name of ["Ben", "Cai", "Dot"]) expect(names).not.toContain(name);
    expect(names).toContain("Ada");
  });
});

describe("a thread", () => {
  it("is found by whom it mentions and whom it is assigned to, by nobody who may not read it", async () => {
    const workspace = await Workspace.create(server.url);
    const [ben, cai] = [await workspace.join("annotator", "Ben"), await workspace.join("annotator", "Cai")];
    const river = await workspace.article("River", RIVER);
    const mark = mentionMark({ name: "Ben", actor: ben.actor });
    const [noted = "", asked = "", other = ""] = await operate(workspace.owner, river.team, [
      { op: "annotate", passages: [{ exact: "four metres" }], note: `Ask ${mark}` },
      { op: "annotate", passages: [{ exact: "that night" }] },
      { op: "annotate", passages: [{ exact: "Nobody" }], note: "Ben should see this" },
    ]);
    const [comment = ""] = await operate(cai, river.team, [
      { op: "comment", annotation: asked, text: `${mark}, when was it?` },
      { op: "assign", annotation: other, user: ben.actor },
    ]);
    const found = async (person: Person, query: string) =>
      (await workspace.list(person, query)).map(({ id }) => id).sort();
    expect(await found(ben, "mentions=me")).toEqual([noted, asked].sort());
    expect(await found(cai, "mentions=me")).toEqual([]);
    expect(await found(cai, `mentions=${ben.actor}`)).toEqual([noted, asked].sort());
    expect(await found(ben, "assignee=me&resolved=false")).toEqual([other]);
    expect((await workspace.list(cai, `assignee=${ben.actor}`))[0]).toMatchObject({ id: other, assignee: "Ben" });
    expect(await found(workspace.owner, "author=me")).toEqual([noted, asked, other].sort());

    const own = await workspace.privateLayer(cai, river);
    await operate(cai, own, [{ op: "annotate", passages: [{ exact: "town" }], note: `Not yet for ${mark}` }]);
    expect(await found(ben, "mentions=me")).toEqual([noted, asked].sort());

    // Tables that people take away read as the page does.
    const rows = parse((await workspace.export(ben, "bom=0&raw=1")).bytes, { columns: true }) as Record<
      string,
      string
    >[];
    expect(rows.map(({ note, comments }) => [note, comments])).toEqual([
      ["Ask @Ben", ""],
      ["", "Cai: @Ben, when was it?"],
      ["Ben should see this", ""],
    ]);

    // A comment that is gone, or says something else now, mentions nobody.
    await operate(cai, river.team, [{ op: "delete", target: comment }]);
    expect(await found(ben, "mentions=me")).toEqual([noted]);
    await operate(cai, river.team, [{ op: "restore", target: comment }]);
    expect(await found(ben, "mentions=me")).toEqual([noted, asked].sort());
    await operate(cai, river.team, [{ op: "edit-comment", comment, text: "When was it?" }]);
    expect(await found(ben, "mentions=me")).toEqual([noted]);
    await operate(workspace.owner, river.team, [{ op: "assign", annotation: other, user: null }]);
    expect(await found(ben, "assignee=me")).toEqual([]);
    expect((await ben.client.get(`/api/workspaces/${workspace.id}/annotations?mentions=you`)).status).toBe(422);
  });

  it("keeps what comments and notes read before, for those who may read the layer", async () => {
    const workspace = await Workspace.create(server.url);
    const [ben, cai] = [await workspace.join("annotator", "Ben"), await workspace.join("commenter", "Cai")];
    const stranger = (await Workspace.create(server.url, "Elsewhere")).owner;
    const river = await workspace.article("River", RIVER);
    const [annotation = ""] = await operate(ben, river.team, [
      { op: "annotate", passages: [{ exact: "four metres" }], note: "Three, surely" },
    ]);
    const [comment = ""] = await operate(cai, river.team, [{ op: "comment", annotation, text: "Who says so?" }]);
    await server.dataSource.query("update entry_revision set at = at - interval '1 hour'");
    await operate(ben, river.team, [{ op: "note", annotation, text: "Four, says the gauge" }]);
    await operate(cai, river.team, [{ op: "edit-comment", comment, text: "What gauge?" }]);
    await operate(cai, river.team, [{ op: "edit-comment", comment, text: "Which gauge?" }]);

    expect(await history(cai, river.team, `annotations/${annotation}`)).toMatchObject([
      { text: "Four, says the gauge", name: "Ben", actor: ben.actor },
      { text: "Three, surely", name: "Ben", actor: ben.actor },
    ]);
    const said = await history(ben, river.team, `comments/${comment}`);
    expect(said.map(({ text, name }) => [text, name])).toEqual([
      ["Which gauge?", "Cai"],
      ["What gauge?", "Cai"],
      ["Who says so?", "Cai"],
    ]);
    const path = `/api/layers/${river.team}/comments/${comment}/history`;
    expect((await stranger.client.get(path)).status).toBe(404);
    expect((await ben.client.get(`/api/layers/${river.team}/comments/${annotation}/history`)).status).toBe(404);

    await operate(cai, river.team, [{ op: "delete", target: comment }]);
    expect((await ben.client.get(path)).status).toBe(404);
    expect((await cai.client.get(path)).status).toBe(200);
    expect((await workspace.owner.client.get(path)).status).toBe(200);
  });
});
