import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import express from "express";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveClient } from "./client-files.ts";

const PAGE = "<!doctype html><title>Postil</title>";
const SCRIPT = "export const words = 'the whole of the app';";

let folder: string;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "postil-client-"));
  await mkdir(join(folder, "assets"));
  const lay = async (path: string, text: string, compressed: boolean) => {
    await writeFile(join(folder, path), text);
    if (!compressed) return;
    await writeFile(join(folder, `${path}.br`), brotliCompressSync(text));
    await writeFile(join(folder, `${path}.gz`), gzipSync(text));
  };
  await lay("index.html", PAGE, true);
  await lay("assets/app-1a2b.js", SCRIPT, true);
  await lay("assets/small-3c4d.js", SCRIPT, false);
  await lay("service-worker.js", SCRIPT, false);
  server = createServer(express().use(serveClient(folder)).use(express.json()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

/** As it comes over the wire: nothing is decompressed. */
function get(path: string, headers: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    request({ port, path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
    })
      .on("error", reject)
      .end();
  });
}

describe("the files of the built pages", () => {
  it("come compressed as the browser takes them, with the type of what is inside, and caches told apart", async () => {
    const brotli = await get("/assets/app-1a2b.js", { "accept-encoding": "gzip, deflate, br" });
    expect(brotli.headers).toMatchObject({
      "content-encoding": "br",
      "content-type": "text/javascript; charset=utf-8",
      vary: "Accept-Encoding",
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect(brotli.body).toEqual(brotliCompressSync(SCRIPT));
    const gzip = await get("/assets/app-1a2b.js", { "accept-encoding": "gzip" });
    expect(gzip.headers["content-encoding"]).toBe("gzip");
    expect(gzip.body).toEqual(gzipSync(SCRIPT));
    const others: Record<string, string>[] = [
      {},
      { "accept-encoding": "identity" },
      { "accept-encoding": "gzip", range: "bytes=0-5" },
    ];
    for (const headers of others) {
      const plain = await get("/assets/app-1a2b.js", headers);
      expect(plain.headers["content-encoding"]).toBeUndefined();
      expect(plain.headers.vary).toBe("Accept-Encoding");
      expect(SCRIPT.startsWith(plain.body.toString())).toBe(true);
    }
  });

  it("come as they are where there is no compressed form", async () => {
    const small = await get("/assets/small-3c4d.js", { "accept-encoding": "br, gzip" });
    expect(small.headers["content-encoding"]).toBeUndefined();
    expect(small.body.toString()).toBe(SCRIPT);
  });

  it("are asked for anew where their name is no hash: the page, and the service worker", async () => {
    for (const path of ["/", "/a/some-article", "/service-worker.js"]) {
      const { status, headers } = await get(path, { "accept-encoding": "br" });
      expect(status).toBe(200);
      expect(headers["cache-control"]).toBe("no-cache");
    }
    const page = await get("/a/some-article", { "accept-encoding": "br" });
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(page.body).toEqual(brotliCompressSync(PAGE));
  });

  it("are not a page when they are gone, nor is what the server answers itself", async () => {
    for (const path of ["/assets/gone.js", "/build.json", "/manifest.webmanifest", "/api/nothing", "/assets/../../x"])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });
});
