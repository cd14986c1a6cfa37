import { MAX_SOURCE_BYTES } from "@postil/shared/schema/article";
import { describe, expect, it, vi } from "vitest";
import { ApiError } from "../api/http.ts";
import { isRunning, type SendFile, UploadQueue } from "./upload-queue.ts";

function file(name: string, size = 3): File {
  const made = new File(["abc"], name);
  Object.defineProperty(made, "size", { value: size });
  return made;
}

const states = (queue: UploadQueue) => queue.items().map(({ name, state }) => `${name} ${state}`);

async function finished(queue: UploadQueue): Promise<void> {
  await vi.waitFor(() => expect(isRunning(queue.items())).toBe(false));
}

describe("UploadQueue", () => {
  it("tells of the last step too, after which nothing runs", async () => {
    const queue = new UploadQueue(
      async () => ({ items: [] }),
      () => undefined,
    );
    const told: boolean[] = [];
    queue.subscribe(() => told.push(isRunning(queue.items())));
    queue.add([file("a.txt")]);
    await vi.waitFor(() => expect(told.at(-1)).toBe(false));
  });

  it("takes each file by itself: one refused stops no other", async () => {
    const send: SendFile = async ({ name }) => {
      if (name === "bad.txt") {
        throw new ApiError(422, "binary", "Nothing was added because of one file.", [
          { path: "files.0", message: "“bad.txt”: This is not text." },
        ]);
      }
      return { items: [{ id: `id of ${name}` }] };
    };
    const added = vi.fn();
    const queue = new UploadQueue(send, added);
    queue.add([file("a.txt"), file("bad.txt"), file("c.txt")]);
    await finished(queue);
    expect(states(queue)).toEqual(["a.txt added", "bad.txt refused", "c.txt added"]);
    expect(queue.items()[1]?.message).toBe("This is not text.");
    expect(queue.items()[2]?.articleId).toBe("id of c.txt");
    expect(added).toHaveBeenCalledTimes(2);
  });

  it("sends nothing that is too large", async () => {
    const send = vi.fn<SendFile>();
    const queue = new UploadQueue(send, () => undefined);
    queue.add([file("huge.txt", MAX_SOURCE_BYTES + 1)]);
    await finished(queue);
    expect(send).not.toHaveBeenCalled();
    expect(queue.items()[0]?.message).toContain("5 MB");
  });

  it("sends one at a time, and cancels the one under way with those that wait", async () => {
    let underWay = 0;
    const send: SendFile = (_, { signal }) =>
      new Promise((_resolve, reject) => {
        underWay += 1;
        signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
      });
    const queue = new UploadQueue(send, () => undefined);
    queue.add([file("a.txt"), file("b.txt")]);
    await vi.waitFor(() => expect(underWay).toBe(1));
    expect(states(queue)).toEqual(["a.txt sending", "b.txt waiting"]);
    queue.cancel();
    await finished(queue);
    expect(underWay).toBe(1);
    expect(states(queue)).toEqual(["a.txt cancelled", "b.txt cancelled"]);
  });

  it("takes up what is added while it works", async () => {
    const queue: UploadQueue = new UploadQueue(
      async ({ name }) => {
        if (name === "a.txt") queue.add([file("b.txt")]);
        return { items: [{ id: name }] };
      },
      () => undefined,
    );
    queue.add([file("a.txt")]);
    await finished(queue);
    expect(states(queue)).toEqual(["a.txt added", "b.txt added"]);
    queue.clear();
    expect(queue.items()).toEqual([]);
  });
});
