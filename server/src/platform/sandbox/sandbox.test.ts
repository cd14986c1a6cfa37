import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { residentMemory } from "./resident-memory.ts";
import { Sandbox, type SandboxLimits } from "./sandbox.ts";

/** A child whose tasks misbehave. */
const SOURCE = `
const tasks = {
  double: (n) => n * 2,
  environment: () => Object.keys(process.env),
  spin: () => { for (;;); },
  hoard: () => { const held = []; for (;;) held.push(Buffer.alloc(8_000_000, 1)); },
  fill: () => { const held = []; for (;;) held.push({ a: [held.length] }); },
  leave: () => process.exit(0),
};
process.once("message", ({ task, input }) =>
  process.send({ ok: true, value: tasks[task](input) }, () => process.exit(0)));
`;
const folder = mkdtempSync(join(tmpdir(), "postil-sandbox-"));
const entry = join(folder, "child.mjs");
writeFileSync(entry, SOURCE);
afterAll(() => rmSync(folder, { recursive: true }));

const sandbox = new Sandbox({ sandboxEntry: pathToFileURL(entry) });
const run = (task: string, limits: Partial<SandboxLimits> = {}, signal?: AbortSignal) =>
  sandbox.run(task, 21, { limits, signal });

describe("the sandbox", () => {
  it("answers what the task answers, and tells it nothing of the server's settings", async () => {
    process.env.POSTIL_SECRET_OF_TEST = "1";
    expect(await run("double")).toBe(42);
    expect(await run("environment")).not.toContain("POSTIL_SECRET_OF_TEST");
    delete process.env.POSTIL_SECRET_OF_TEST;
  });

  it("ends a task that takes too long, and one that nobody waits for", async () => {
    await expect(run("spin", { time: 300 })).rejects.toMatchObject({ failure: "time" });
    const gone = new AbortController();
    setTimeout(() => gone.abort(), 100);
    await expect(run("spin", {}, gone.signal)).rejects.toMatchObject({ failure: "aborted" });
  });

  it("ends a task that holds too much memory, in V8's heap or beside it", async () => {
    const memory = 160 * 1024 * 1024;
    await expect(run("fill", { memory })).rejects.toMatchObject({ failure: "memory" });
    // Only Linux tells how much a process holds.
    if ((await residentMemory(process.pid)) === null) return;
    await expect(run("hoard", { memory })).rejects.toMatchObject({ failure: "memory" });
  });

  it("says when a task leaves without an answer, and takes the next one", async () => {
    await expect(run("leave")).rejects.toMatchObject({ failure: "crashed" });
    expect(await run("double")).toBe(42);
  });

  it("runs no more children at once than it may, and all of them in the end", async () => {
    expect(await Promise.all(Array.from({ length: 5 }, () => run("double", { children: 1 })))).toEqual([
      42, 42, 42, 42, 42,
    ]);
  });
});
