import { EventEmitter } from "node:events";
import { QueryClient } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import { queryKeys } from "../api/query-keys.ts";
import { PacedInvalidation } from "./invalidation.ts";
import { keepUnreadCount } from "./unread-count.ts";

const key = queryKeys.unreadNotices;

function setUp(unread: number) {
  const live = new EventEmitter();
  const client = new QueryClient();
  client.setQueryData(key, { unread });
  const paced = new PacedInvalidation(client);
  keepUnreadCount(live, client, paced);
  const asksAgain = () => client.getQueryState(key)?.isInvalidated;
  return { live, client, paced, asksAgain };
}

const changed = (topic: string) => ({ workspaceId: "workspace-00000001", topic });

it.each(["annotations", "articles", "assignments"])(
  "is asked for anew when %s may have taken a notice away",
  (topic) => {
    const { live, paced, asksAgain } = setUp(2);
    live.emit("changed", changed("groups"));
    expect(asksAgain()).toBe(false);
    live.emit("changed", changed(topic));
    expect(asksAgain()).toBe(true);
    paced.stop();
  },
);

it("is asked for anew by whoever was removed from a workspace, not by whoever got another role", () => {
  const { live, paced, asksAgain } = setUp(2);
  live.emit("roleChanged", { workspaceId: "workspace-00000001", role: "viewer" });
  expect(asksAgain()).toBe(false);
  live.emit("roleChanged", { workspaceId: "workspace-00000001", role: null });
  expect(asksAgain()).toBe(true);
  paced.stop();
});

it("is not asked for where nothing is unread", () => {
  const { live, paced, asksAgain } = setUp(0);
  live.emit("changed", changed("annotations"));
  expect(asksAgain()).toBe(false);
  paced.stop();
});

it("is what the server said last, whatever an older answer says", async () => {
  const { live, client, paced } = setUp(1);
  let answer = (_: { unread: number }) => {};
  const asked = client.fetchQuery({ queryKey: key, queryFn: () => new Promise((resolve) => (answer = resolve)) });
  asked.catch(() => undefined);
  live.emit("notices", { unread: 5 });
  answer({ unread: 1 });
  await vi.waitFor(() => expect(client.getQueryData(key)).toEqual({ unread: 5 }));
  await asked.catch(() => undefined);
  expect(client.getQueryData(key)).toEqual({ unread: 5 });
  paced.stop();
});
