import { describe, expect, it } from "vitest";
import { brokenRules, importsOf } from "./import-rules.mjs";

/** @param {Record<string, string[]>} files each with what it imports */
function judge(files) {
  return brokenRules(
    Object.entries(files).map(([file, imports]) => ({
      file,
      imports: imports.map((from) => ({ from, typeOnly: false })),
    })),
  );
}

const allowed = (/** @type {string} */ file, /** @type {string} */ from) =>
  expect(judge({ [file]: [from] }), `${file} imports ${from}`).toEqual([]);
const refused = (/** @type {string} */ file, /** @type {string} */ from) =>
  expect(judge({ [file]: [from] }), `${file} imports ${from}`).toHaveLength(1);

describe("the imports of a file", () => {
  it("are its statements, re-exports and dynamic imports, with types told apart", () => {
    const source = `
      import "side-effect";
      import a, { type B } from "values";
      import type { C } from "./types.ts";
      import {
        d,
        e,
      } from "../several/lines.ts";
      export { f } from "./exported.ts";
      const g = await import("./dynamic.ts");
      // import "commented" out
      /* import h from "block"; */
    `;
    expect(importsOf(source)).toEqual([
      { from: "side-effect", typeOnly: false },
      { from: "values", typeOnly: false },
      { from: "./types.ts", typeOnly: true },
      { from: "../several/lines.ts", typeOnly: false },
      { from: "./exported.ts", typeOnly: false },
      { from: "./dynamic.ts", typeOnly: false },
    ]);
  });
});

describe("shared", () => {
  it("imports yjs, lib0, zod and itself, and nothing else", () => {
    allowed("shared/src/schema/a.ts", "zod");
    allowed("shared/src/schema/a.ts", "lib0/encoding");
    allowed("shared/src/anchor/a.ts", "../schema/b.ts");
    refused("shared/src/schema/a.ts", "node:fs");
    refused("shared/src/schema/a.ts", "react");
    refused("shared/src/schema/a.ts", "vitest");
    refused("shared/src/schema/a.ts", "../../../server/src/main.ts");
  });

  it("may be tested with vitest", () => allowed("shared/src/schema/a.test.ts", "vitest"));
});

describe("the server", () => {
  it("imports leftward only", () => {
    allowed("server/src/sync/a.ts", "../articles/b.ts");
    allowed("server/src/live/a.ts", "../exports/b.ts");
    refused("server/src/articles/a.ts", "../sync/b.ts");
    refused("server/src/platform/deep/a.ts", "../../accounts/b.ts");
    refused("server/src/codebook/a.ts", "../articles/b.ts");
    refused("server/src/articles/a.ts", "../live/b.ts");
  });

  it("is composed at its root, which no feature imports", () => {
    allowed("server/src/app.module.ts", "./live/live.module.ts");
    refused("server/src/accounts/a.ts", "../entities.ts");
  });

  it("has no folder without a place in the order", () => refused("server/src/newcomer/a.ts", "../platform/b.ts"));

  it("keeps frameworks out of the room and the gate, through other files too", () => {
    refused("server/src/sync/gate/judge.ts", "typeorm");
    refused("server/src/sync/room.ts", "@nestjs/common");
    allowed("server/src/sync/room.service.ts", "@nestjs/common");
    const through = judge({
      "server/src/sync/room.ts": ["./log.ts"],
      "server/src/sync/log.ts": ["typeorm"],
    });
    expect(through).toEqual([expect.stringContaining("reaches typeorm through server/src/sync/log.ts")]);
  });
});

describe("the client", () => {
  it("lets its features meet only in app", () => {
    allowed("client/src/app/routes.tsx", "../reader/Reader.tsx");
    allowed("client/src/reader/a.ts", "../annotations/b.ts");
    allowed("client/src/reader/a.ts", "../sync/b.ts");
    refused("client/src/annotations/a.ts", "../reader/b.ts");
    refused("client/src/codebook/a.ts", "../articles/b.ts");
    refused("client/src/articles/a.ts", "../app/App.tsx");
  });

  it("keeps features out of what they stand on", () => refused("client/src/ui/a.tsx", "../reader/b.ts"));

  it("doesn't know the server, nor the server it", () => {
    refused("client/src/api/a.ts", "@postil/server/main");
    refused("server/src/live/a.ts", "../../../client/src/api/http.ts");
  });
});

describe("seeds and test", () => {
  it("are imported by nobody", () => {
    refused("server/src/main.ts", "../../seeds/src/load.ts");
    refused("client/src/api/a.ts", "../../../test/support/http-client.ts");
    allowed("test/integration/a.test.ts", "../../seeds/src/load.ts");
  });
});
