import { describe, expect, it } from "vitest";
import { BoundedQueue } from "./bounded-queue.ts";

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe("a bounded queue", () => {
  it("runs no more tasks at once than it may, and all of them in the end", async () => {
    const queue = new BoundedQueue(2, 10, () => new Error("full"));
    let now = 0;
    let most = 0;
    const task = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 2));
      now -= 1;
      return most;
    };
    const results = await Promise.all(Array.from({ length: 8 }, () => queue.run(task)));
    expect(results).toHaveLength(8);
    expect(most).toBe(2);
  });

  it("turns tasks away when the line is full, and takes new ones once it has moved", async () => {
    const queue = new BoundedQueue(1, 1, () => new Error("full"));
    const { open, opened } = gate();
    const first = queue.run(() => opened);
    const second = queue.run(() => opened);
    await expect(queue.run(() => opened)).rejects.toThrow("full");
    open();
    await Promise.all([first, second]);
    await expect(queue.run(async () => "in")).resolves.toBe("in");
  });

  it("gives the place of a task that failed to the next", async () => {
    const queue = new BoundedQueue(1, 1, () => new Error("full"));
    const failing = queue.run(async () => {
      throw new Error("no");
    });
    const after = queue.run(async () => "yes");
    await expect(failing).rejects.toThrow("no");
    await expect(after).resolves.toBe("yes");
  });
});
