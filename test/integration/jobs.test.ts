import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Job } from "@postil/shared/schema/job";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type JobRun, JobService } from "../../server/src/jobs/job.service.ts";
import { good, type HttpClient } from "../support/http-client.ts";
import { LiveClient } from "../support/live-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

let server: TestServer;
let it_: TestWorkspace;
let userId: string;
beforeAll(async () => {
  server = await startTestServer();
  it_ = await makeWorkspace(server.url);
  userId = good(await it_.owner.get<{ user: { id: string } }>("/api/auth/me")).user.id;
});
afterAll(() => server.close());

const start = (run: (run: JobRun) => Promise<void>) =>
  server.app.get(JobService).start("test", { userId, workspaceId: it_.workspaceId }, run);

const ask = async (client: HttpClient, id: string) => good(await client.get<Job>(`/api/jobs/${id}`));
const until = (id: string, state: Job["state"]) =>
  vi.waitFor(async () => {
    const job = await ask(it_.owner, id);
    expect(job.state).toBe(state);
    return job;
  }, 10_000);
const filesLeft = () => readdir(join(server.config.dataDir, "jobs")).catch(() => []);

/** A file that never ends; resolves `begun` when its first bytes are asked for. */
function endless() {
  let begun = () => {};
  const asked = new Promise<void>((resolve) => {
    begun = resolve;
  });
  async function* chunks() {
    begun();
    for (;;) {
      yield "more ";
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  return { asked, run: ({ file }: JobRun) => file("x.txt", "text/plain", chunks()) };
}

describe("a job", () => {
  it("tells its person how far it is, and leaves a file that only they can fetch", async () => {
    const live = await LiveClient.connect(it_.owner);
    const other = await it_.join("instructor");
    const { id } = await start(async (run) => {
      run.progress(1, 2);
      await run.file(
        "Übung-all-2025-04-30.txt",
        "text/plain; charset=utf-8",
        (async function* () {
          yield "héllo ";
          yield Buffer.from("world");
        })(),
      );
      run.progress(2, 2);
    });
    expect(await until(id, "done")).toMatchObject({ done: 2, total: 2, file: { bytes: 12 }, code: "" });
    await live.until("jobProgress", ({ job }) => job.id === id && job.state === "done");
    live.socket.disconnect();
    const file = await it_.owner.get(`/api/jobs/${id}/file`);
    expect(file.body).toBe("héllo world");
    expect(file.headers.get("content-disposition")).toBe(
      "attachment; filename=\"ubung-all-2025-04-30.txt\"; filename*=UTF-8''%C3%9Cbung-all-2025-04-30.txt",
    );
    for (const path of [`/api/jobs/${id}`, `/api/jobs/${id}/file`]) expect((await other.get(path)).status).toBe(404);
    const { body } = await other.get<{ items: Job[] }>(`/api/workspaces/${it_.workspaceId}/jobs`);
    expect(body.items).toEqual([]);
  });

  it("that is cancelled in the middle stops, and leaves nothing", async () => {
    const before = await filesLeft();
    const { asked, run } = endless();
    const { id } = await start(run);
    await asked;
    expect(good(await it_.owner.delete<Job>(`/api/jobs/${id}`)).state).toBe("cancelled");
    await vi.waitFor(async () => expect(await filesLeft()).toEqual(before), 10_000);
    expect((await ask(it_.owner, id)).state).toBe("cancelled");
    expect((await it_.owner.get(`/api/jobs/${id}/file`)).status).toBe(404);
  });

  it("that can't be finished says why, in a sentence", async () => {
    const full = Object.assign(new Error("no space left"), { code: "ENOSPC" });
    const { id } = await start(async () => {
      throw full;
    });
    expect(await until(id, "failed")).toMatchObject({ code: "disk_full", file: null });
  });

  it("waits for its turn, and nobody has more than three unfinished", async () => {
    const all = [endless(), endless(), endless()];
    const started = await Promise.all(all.map(({ run }) => start(run)));
    await expect(start(all[0]?.run ?? (async () => {}))).rejects.toMatchObject({ status: 429 });
    for (const { id } of started) good(await it_.owner.delete(`/api/jobs/${id}`));
    for (const { id } of started) await until(id, "cancelled");
  });

  it("of a server that is gone is failed by the next, and expires with its file after a day", async () => {
    const { asked, run } = endless();
    const { id } = await start(run);
    await asked;
    const { id: old } = await start(({ file }) =>
      file(
        "old.bin",
        "application/octet-stream",
        (async function* () {
          yield randomBytes(9);
        })(),
      ),
    );
    await until(old, "done");
    await server.dataSource.query("update job set expires_at = now() where id = $1", [old]);
    await server.restart();
    expect(await until(id, "failed")).toMatchObject({ code: "server_stopped" });
    expect((await it_.owner.get(`/api/jobs/${old}`)).status).toBe(404);
    // As one that was killed would have left it.
    await server.dataSource.query(
      "update job set state = 'running', server = 'another', beat_at = now() - interval '2 minutes' where id = $1",
      [id],
    );
    await server.restart();
    expect(await until(id, "failed")).toMatchObject({ code: "server_stopped" });
  });
});
