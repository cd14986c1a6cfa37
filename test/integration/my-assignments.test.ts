import type { AskedOfMe } from "@postil/shared/schema/asked-of-me";
import type { Page } from "@postil/shared/schema/text-fields";
import { afterAll, beforeAll, expect, it } from "vitest";
import { operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { act, blindLayer, publish } from "../support/assignments.ts";
import { good } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { actorOf } from "../support/workspaces.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString();

it("what is asked of one comes from all workspaces, by when it is due, until it is submitted or revealed", async () => {
  const [course, study] = [await Workspace.create(server.url, "Course"), await Workspace.create(server.url, "Study")];
  const ben = await course.join("annotator", "Ben");
  const invitation = good(
    await study.owner.client.post<{ token: string }>(`/api/workspaces/${study.id}/invitations`, { role: "annotator" }),
  );
  good(await ben.client.post(`/api/invitations/${invitation.token}/accept`));
  const there: Person = { client: ben.client, actor: await actorOf(ben.client, study.id) };
  const [one, two] = [await course.article("One", "Words."), await course.article("Two", "More words.")];
  const other = await study.article("Other", "Still more words.");
  const asks = { annotations: 2, replies: 0, tags: 0, tagParents: [] };
  const blind = { kind: "blind", people: [ben.actor], articles: [one.id, two.id], asks };
  const late = await publish(course.owner, course.id, { ...blind, title: "Late", dueAt: day(-1) });
  const soon = await publish(study.owner, study.id, { title: "Soon", articles: [other.id], dueAt: day(2) });
  const later = await publish(course.owner, course.id, { ...blind, title: "Later", dueAt: day(3), opensAt: day(1) });
  await publish(course.owner, course.id, { title: "Whenever", articles: [one.id] });
  await publish(course.owner, course.id, { title: "Mine", articles: [one.id], people: [course.owner.actor] });
  good(await course.owner.client.post(`/api/workspaces/${course.id}/assignments`, { title: "Draft" }));
  good(await course.owner.client.patch(`/api/assignments/${late.id}/people/${ben.actor}`, { extendedUntil: day(1) }));

  const asked = async (query = "") => good(await ben.client.get<Page<AskedOfMe>>(`/api/me/assignments?${query}`));
  const titles = async () => (await asked()).items.map(({ assignment }) => assignment.title);
  expect(await titles()).toEqual(["Late", "Soon", "Later", "Whenever"]);
  const first = await asked("limit=3");
  const rest = await asked(`limit=3&cursor=${first.nextCursor}`);
  expect([first.items.length, rest.items.map(({ assignment }) => assignment.title)]).toEqual([3, ["Whenever"]]);

  const layer = await blindLayer(ben, late, one.id);
  const note = { op: "annotate" as const, on: "article" as const, note: "A thought" };
  await operate(ben, layer.id, [note]);
  const progress = async () => {
    const [{ begun, done, assignment, workspace }] = (await asked()).items as [AskedOfMe];
    expect(assignment).toMatchObject({ articleCount: 2, counts: null });
    expect(workspace).toEqual({ id: course.id, name: "Course" });
    return [begun, done];
  };
  expect(await progress()).toEqual([1, 0]);
  await operate(ben, layer.id, [note]);
  expect(await progress()).toEqual([1, 1]);

  await act(ben, late, "submit");
  expect(await titles()).toEqual(["Soon", "Later", "Whenever"]);
  await act(course.owner, later, "reveal");
  good(await study.owner.client.delete(`/api/workspaces/${study.id}/members/${there.actor}`));
  expect(await titles()).toEqual(["Whenever"]);
  expect((await asked()).items.every(({ assignment }) => assignment.id !== soon.id)).toBe(true);
});
