/* The built server, which compacts whatever is written, ten times a second. */
import { runServer } from "../../server/dist/main.js";

await runServer({ compaction: { rows: 1, bytes: 1, pauseMs: 100, idleRows: 1 } });
