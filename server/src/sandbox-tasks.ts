/* What a sandbox's child runs: platform/sandbox starts it, once for each task. */
import { readSource } from "./articles/intake/sources/read-source.ts";
import { serveTasks } from "./platform/sandbox/serve-tasks.ts";

serveTasks({ "read-source": readSource });
