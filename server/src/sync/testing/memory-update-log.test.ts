import { describeUpdateLog } from "./describe-update-log.ts";
import { InProcessBuilder } from "./in-process-builder.ts";
import { MemoryUpdateLog } from "./memory-update-log.ts";

const WEEK_AND_A_DAY = 8 * 24 * 3_600_000;

describeUpdateLog("the log in memory", async () => {
  const log = new MemoryUpdateLog();
  return {
    log,
    store: log,
    builder: new InProcessBuilder(),
    document: "layer/0123456789abcdefghij",
    reports: log.reports,
    counts: async () => ({
      updates: log.rows.length,
      clients: log.clients.size,
      revisions: log.appends.reduce((sum, { revisions }) => sum + revisions.length, 0),
      annotations: log.appends.reduce((sum, { derived }) => sum + (derived?.annotations.upsert.length ?? 0), 0),
    }),
    changeRights: async () => {
      log.aclVersion += 1;
    },
    deleteDocument: async () => {
      log.exists = false;
    },
    loseRow: async (seq) => {
      log.rows = log.rows.filter((row) => row.seq !== seq);
    },
    damageSnapshot: async () => {
      const bytes = log.snapshot?.bytes;
      if (bytes) bytes[bytes.length - 1] = ~(bytes.at(-1) as number);
    },
    age: async () => {
      for (const row of log.rows) row.at -= WEEK_AND_A_DAY;
    },
  };
});
