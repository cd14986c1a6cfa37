import { type Article, MAX_SOURCE_BYTES } from "@postil/shared/schema/article";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { docxOf, epubOf, odtOf, pdfOf } from "../../server/src/articles/intake/sources/testing/made-files.ts";
import { addArticle, formOf, storedText } from "../support/article-fixtures.ts";
import type { ErrorBody, HttpClient } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { type WorkspaceOfRoles, workspaceOfRoles } from "../support/workspace-of-roles.ts";

let server: TestServer;
let workspace: WorkspaceOfRoles;
let owner: HttpClient;
let path: string;
beforeAll(async () => {
  server = await startTestServer();
  workspace = await workspaceOfRoles(server.url);
  owner = workspace.people.owner;
  path = `/api/workspaces/${workspace.workspaceId}/articles`;
});
afterAll(() => server.close());

const TEXT = "A heading\n\nPlain, strong and slanted, with a link.\n\n1. first\n2. second\n\nSaid by somebody.\n";

function send(...files: [string, Uint8Array | string][]) {
  return owner.post<{ items: Article[] } & ErrorBody>(path, formOf(files));
}

describe("documents", () => {
  it("become articles with their text, their marks and what they say of themselves", async () => {
    const { status, body } = await send(["a.docx", docxOf()], ["b.odt", odtOf()], ["c.epub", epubOf()]);
    expect(status).toBe(201);
    for (const { id, title, author, published } of body.items) {
      expect({ title, author, published }).toEqual({ title: "A title", author: "Ada", published: "2025-04-30" });
      const { text, doc } = await storedText(server.dataSource, id);
      expect(text).toBe(TEXT);
      const kinds = [...doc.getMap<{ kind: string }>("marks").values()].map(({ kind }) => kind);
      expect(kinds.sort()).toEqual(["bold", "h1", "italic", "li", "li", "link", "quote"]);
    }
  });

  it("give way to what their sender says of them", async () => {
    const fields = { title: "Chosen", author: "Zoë", published: "1999" };
    const { body } = await owner.post<{ items: Article[] }>(path, formOf([["a.docx", docxOf()]], fields));
    expect(body.items).toMatchObject([fields]);
  });

  it("that can't be read are named, and nothing is added", async () => {
    const before = (await owner.get<{ items: unknown[] }>(`${path}?limit=200`)).body.items.length;
    const { status, body } = await send(
      ["good.docx", docxOf()],
      ["half.odt", odtOf().slice(0, 900)],
      ["scan.pdf", pdfOf([[]])],
      ["huge.pdf", Buffer.alloc(MAX_SOURCE_BYTES + 1, "a")],
    );
    expect(status).toBe(422);
    expect(body.error).toMatchObject({
      code: "bad-files",
      details: [
        { path: "files.1", file: "half.odt", code: "broken-file" },
        { path: "files.2", file: "scan.pdf", code: "scanned-file" },
        { path: "files.3", file: "huge.pdf", code: "file-too-large" },
      ],
    });
    expect((await owner.get<{ items: unknown[] }>(`${path}?limit=200`)).body.items).toHaveLength(before);
  });

  it("correct a text too", async () => {
    const { id } = await addArticle(owner, workspace.workspaceId);
    const { status, body } = await owner.post(`/api/articles/${id}/corrected-file`, formOf([["new.docx", docxOf()]]));
    expect({ status, body }).toEqual({ status: 200, body: { text: TEXT } });
  });
});
