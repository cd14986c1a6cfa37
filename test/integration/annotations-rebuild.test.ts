import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { rebuildDerivedTables } from "../../server/src/annotations/rebuild.ts";
import { runAdmin } from "../../server/src/run-admin.ts";
import { editText, operate, Workspace } from "../support/annotation-fixtures.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const TABLES = {
  annotation: "layer_id, annotation_id",
  annotation_tag: "layer_id, annotation_id, tag_id",
  comment: "layer_id, comment_id",
};

async function rows(): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const [table, key] of Object.entries(TABLES)) {
    all[table] = await server.dataSource.query(`select * from ${table} order by ${key}`);
  }
  return all;
}

async function work(workspace: Workspace) {
  const ben = await workspace.join("annotator", "Ben");
  const article = await workspace.article(
    "A river",
    "The river 🌊 rose by four metres. Half the town fled that night.\n",
  );
  const tags = [await workspace.tag("Threat"), await workspace.tag("Voice")] as const;
  const mine = await workspace.privateLayer(ben, article);
  const [first = "", second = ""] = await operate(ben, article.team, [
    { op: "annotate", passages: [{ exact: "rose by four metres" }, { exact: "fled" }], tags: [...tags], note: "n" },
    { op: "annotate", passages: [{ exact: "Half the town" }] },
    { op: "annotate", on: "memo", note: "=1+1" },
  ]);
  await operate(ben, mine, [{ op: "annotate", on: "article", note: "mine" }]);
  const [asked = ""] = await operate(workspace.owner, article.team, [
    { op: "comment", annotation: first, text: "Is it?" },
    { op: "untag", annotation: first, tag: tags[1] },
    { op: "resolve", annotation: first },
  ]);
  const [answer = ""] = await operate(ben, article.team, [
    { op: "comment", annotation: first, parent: asked, text: "It is." },
    { op: "note", annotation: second, text: "changed" },
  ]);
  await operate(ben, article.team, [
    { op: "edit-comment", comment: answer, text: "It was." },
    { op: "delete", target: second },
  ]);
  await operate(workspace.owner, article.team, [{ op: "delete", target: asked }]);
  return article;
}

describe("derived tables rebuilt from the documents", () => {
  it("equal the living ones, also when nothing was left of them", async () => {
    const workspace = await Workspace.create(server.url);
    await work(workspace);
    const living = await rows();
    expect(living.annotation).toHaveLength(4);
    expect(living.annotation_tag).toHaveLength(1);
    expect(living.comment).toHaveLength(2);

    const result = await rebuildDerivedTables(server.dataSource, { workspaceId: null });
    expect(result).toEqual({ layers: 2, annotations: 4, comments: 2 });
    expect(await rows()).toEqual(living);

    await server.dataSource.query("delete from annotation");
    await server.dataSource.query("delete from comment");
    await rebuildDerivedTables(server.dataSource, { workspaceId: workspace.id });
    expect(await rows()).toEqual(living);
  });

  it("put right what was wrong in them, and places that are stale", async () => {
    const workspace = await Workspace.create(server.url);
    const article = await work(workspace);
    await editText(workspace.owner, article, (text) => text.insert(0, "Update: "));
    await workspace.list(workspace.owner, "sort=place");
    const living = await rows();
    await server.dataSource.query(
      `update annotation set quote = 'wrong', text_version = 0, start_offset = 1, note = 'wrong', created_at = now()
        where workspace_id = $1`,
      [workspace.id],
    );
    await server.dataSource.query("update comment set text = 'wrong' where workspace_id = $1", [workspace.id]);
    await rebuildDerivedTables(server.dataSource, { workspaceId: workspace.id });
    expect(await rows()).toEqual(living);
  });

  it("leave other workspaces alone", async () => {
    const workspace = await Workspace.create(server.url);
    await work(workspace);
    const other = await Workspace.create(server.url);
    await server.dataSource.query("update annotation set note = 'kept' where workspace_id = $1", [workspace.id]);
    expect(await rebuildDerivedTables(server.dataSource, { workspaceId: other.id })).toMatchObject({ layers: 0 });
    const notes = await server.dataSource.query("select distinct note from annotation where workspace_id = $1", [
      workspace.id,
    ]);
    expect(notes).toEqual([{ note: "kept" }]);
  });
});

describe("the administrator's command", () => {
  async function admin(...args: string[]): Promise<{ status: number; lines: string[] }> {
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    const { databaseUrl, dataDir } = server.config;
    const env = { DATABASE_URL: databaseUrl ?? "", POSTIL_DATA: dataDir };
    const embedded = { worker: new URL(inject("embeddedWorker")) };
    return { status: await runAdmin(args, { env, out: print, err: print, embedded }), lines };
  }

  it("rebuilds a workspace's tables beside the running server, and knows no other", async () => {
    const workspace = await Workspace.create(server.url);
    await work(workspace);
    const living = await rows();
    await server.dataSource.query("delete from annotation where workspace_id = $1", [workspace.id]);
    expect(await admin("rebuild-tables", workspace.id)).toEqual({
      status: 0,
      lines: ["Rebuilt 2 layers: 4 annotations, 2 comments."],
    });
    expect(await rows()).toEqual(living);
    const unknown = "x".repeat(22);
    expect(await admin("rebuild-tables", unknown)).toEqual({
      status: 1,
      lines: [`No workspace has the id ${unknown}.`],
    });
    expect((await admin("rebuild-tables", "a", "b")).status).toBe(2);
  });
});
