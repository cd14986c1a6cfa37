import { describe, expect, it } from "vitest";
import { Locks } from "./locks.ts";

const pause = () => new Promise((resolve) => setTimeout(resolve, 2));

describe("a lock by name", () => {
  it("lets one holder through at a time, in the order they asked", async () => {
    const locks = new Locks();
    const seen: string[] = [];
    const hold = (who: string) =>
      locks.withLock("article", async () => {
        seen.push(`${who} in`);
        await pause();
        seen.push(`${who} out`);
      });
    await Promise.all([hold("a"), hold("b"), hold("c")]);
    expect(seen).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
  });

  it("doesn't hold up another name", async () => {
    const locks = new Locks();
    let inside = 0;
    let most = 0;
    const hold = (name: string) =>
      locks.withLock(name, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await pause();
        inside -= 1;
      });
    await Promise.all([hold("one"), hold("two")]);
    expect(most).toBe(2);
  });

  it("is free again after a holder failed", async () => {
    const locks = new Locks();
    await expect(locks.withLock("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(locks.withLock("a", async () => "yes")).resolves.toBe("yes");
  });
});
