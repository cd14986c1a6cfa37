import { EventEmitter } from "node:events";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import { catchUp } from "./catch-up.ts";

it("fetches anew what was shown before the first connection, and after each later one", async () => {
  let said = "before";
  const client = new QueryClient();
  const observer = new QueryObserver(client, {
    queryKey: ["articles"],
    queryFn: async () => said,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const leave = observer.subscribe(() => {});
  const shown = () => client.getQueryData(["articles"]);
  await vi.waitFor(() => expect(shown()).toBe("before"));
  const live = new EventEmitter();
  const again = vi.fn<() => void>();
  catchUp(live, client, again);

  said = "changed while the page opened";
  live.emit("connect");
  await vi.waitFor(() => expect(shown()).toBe("changed while the page opened"));
  expect(again).not.toHaveBeenCalled();

  said = "changed while it was away";
  live.emit("connect");
  await vi.waitFor(() => expect(shown()).toBe("changed while it was away"));
  expect(again).toHaveBeenCalledOnce();
  leave();
});
