import { afterEach, describe, expect, it } from "vitest";
import { QuarantinedError } from "../update-log.ts";
import { VerificationError } from "./build-snapshot.ts";
import { CompactionThread } from "./compaction-thread.ts";
import { packRows, unpackRows } from "./worker-messages.ts";

const loaded = () => ({
  name: "layer/0123456789abcdefghij",
  kind: "layer" as const,
  workspaceId: "workspace",
  articleId: "article",
  layerId: "0123456789abcdefghij",
  layerKind: "team" as const,
  epoch: 1,
  headSeq: 2,
  aclVersion: 1,
  snapshot: null,
  updates: [new Uint8Array([1, 2]), new Uint8Array()],
  rowBytes: 2,
  clients: new Map(),
  erased: new Set<string>(),
});

/** A thread that does `body` with each message. */
function threadThat(body: string): CompactionThread {
  const source = `import { parentPort } from "node:worker_threads"; parentPort.on("message", (message) => { ${body} });`;
  return new CompactionThread(new URL(`data:text/javascript,${encodeURIComponent(source)}`));
}

describe("the compaction thread", () => {
  let thread: CompactionThread;
  afterEach(() => thread.stop());

  it("tells what can't be read from what was built wrongly", async () => {
    const answer =
      "parentPort.postMessage({ name: message.kind === 'epoch' ? 'QuarantinedError' : 'Other', problem: 'why' })";
    thread = threadThat(answer);
    await expect(thread.build("epoch", loaded())).rejects.toThrow(QuarantinedError);
    await expect(thread.build("snapshot", loaded())).rejects.toThrow(VerificationError);
  });

  it("that fails is replaced at the next document", async () => {
    thread = threadThat("throw new Error('out of order')");
    for (let time = 0; time < 2; time++) {
      await expect(thread.build("snapshot", loaded())).rejects.toThrow("out of order");
    }
  });

  it("can be stopped while it works", async () => {
    thread = threadThat("");
    const building = thread.build("snapshot", loaded());
    await Promise.all([expect(building).rejects.toThrow("its thread has ended"), thread.stop()]);
  });
});

describe("rows on their way to it", () => {
  it("arrive as they were", () => {
    const rows = [new Uint8Array([1, 2, 3]), new Uint8Array(), new Uint8Array([4])];
    expect(unpackRows(packRows(rows))).toEqual(rows);
  });
});
