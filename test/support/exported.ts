import type { Job } from "@postil/shared/schema/job";
import { expect, vi } from "vitest";
import type { Person, Workspace } from "./annotation-fixtures.ts";
import { good } from "./http-client.ts";

/** Bytes of what an address gives. */
export async function fetched({ client }: Person, path: string): Promise<{ type: string; bytes: Buffer }> {
  const response = await fetch(client.url + path, { headers: { cookie: client.cookie } });
  expect(response.status).toBe(200);
  return { type: response.headers.get("content-type") ?? "", bytes: Buffer.from(await response.arrayBuffer()) };
}

/** Exports a workspace as a job, and fetches its file. */
export async function exported(person: Person, workspace: Workspace, body: object): Promise<Buffer> {
  const started = good(await person.client.post<Job>(`/api/workspaces/${workspace.id}/exports`, body));
  await vi.waitFor(async () => {
    const job = good(await person.client.get<Job>(`/api/jobs/${started.id}`));
    expect(job).toMatchObject({ state: "done" });
    expect(job.done).toBe(job.total);
  }, 20_000);
  return (await fetched(person, `/api/jobs/${started.id}/file`)).bytes;
}
