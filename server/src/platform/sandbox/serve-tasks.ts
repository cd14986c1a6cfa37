/** What the child runs by name: structured-clone data in, structured-clone data out. */
export type Tasks = Record<string, (input: never) => unknown>;

export interface TaskRequest {
  task: string;
  input: unknown;
}
export type TaskAnswer = { ok: true; value: unknown } | { ok: false; message: string };

/** The child's whole life: says that it can be asked, does one task, answers, ends. */
export function serveTasks(tasks: Tasks): void {
  const answer = (message: TaskAnswer) => process.send?.(message, () => process.exit(0));
  // Without a parent there is nobody to answer.
  process.once("disconnect", () => process.exit(0));
  process.once("message", async ({ task, input }: TaskRequest) => {
    try {
      const run = Object.hasOwn(tasks, task) ? tasks[task] : undefined;
      if (!run) throw new Error(`no task is called ${task}`);
      answer({ ok: true, value: await run(input as never) });
    } catch (error) {
      answer({ ok: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}
