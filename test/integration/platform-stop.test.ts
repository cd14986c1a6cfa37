import { createConnection } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { HttpClient } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

const servers: TestServer[] = [];
const start = async () => {
  const server = await startTestServer();
  servers.push(server);
  return server;
};
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

describe("stopping", () => {
  it("isn't delayed by connections that are kept alive, nor by one that says nothing", async () => {
    const server = await start();
    const { hostname, port } = new URL(server.url);
    await new HttpClient(server.url).get("/api/health");
    const silent = createConnection(Number(port), hostname);
    const half = createConnection(Number(port), hostname);
    await Promise.all([silent, half].map((socket) => new Promise((resolve) => socket.once("connect", resolve))));
    for (const socket of [silent, half]) socket.on("error", () => {});
    half.write("POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf a body");
    const began = Date.now();
    await server.close();
    servers.length = 0;
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it("can be followed by a start on the same data and port", async () => {
    const server = await start();
    await server.dataSource.query("insert into workspace (id, name) values ('kept', 'Kept')");
    const before = server.url;
    await server.restart();
    expect(server.url).toBe(before);
    expect(await server.dataSource.query("select name from workspace")).toEqual([{ name: "Kept" }]);
  });
});
