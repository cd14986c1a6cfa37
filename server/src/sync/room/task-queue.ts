import { ROOM_LIMITS } from "./limits.ts";
import type { ClientTask, Task, UpdateTask } from "./task.ts";

/** What waits for a room's document, in the order in which it came. */
export class TaskQueue {
  private tasks: Task[] = [];
  private bytes = 0;

  get isEmpty(): boolean {
    return this.tasks.length === 0;
  }

  get hasUpdates(): boolean {
    return this.tasks.some((task) => task.kind === "update");
  }

  /** Next, others are to hold the document: they ask the log for what they need. */
  get isHoldNext(): boolean {
    return this.tasks[0]?.kind === "hold";
  }

  get hasReads(): boolean {
    return this.tasks.some(isRead);
  }

  /** Whether a connection may put another frame in. */
  hasRoomFor({ connection }: ClientTask): boolean {
    return connection.queued < ROOM_LIMITS.queuedFrames && this.bytes <= ROOM_LIMITS.queuedBytes;
  }

  push(task: Task): void {
    this.count(task, 1);
    this.tasks.push(task);
  }

  putBack(tasks: readonly Task[]): void {
    for (const task of tasks) this.count(task, 1);
    this.tasks = [...tasks, ...this.tasks];
  }

  /** Takes all out. */
  clear(): Task[] {
    const { tasks } = this;
    this.tasks = [];
    this.bytes = 0;
    return tasks;
  }

  *writes(): Iterable<Extract<Task, { kind: "write" }>> {
    for (const task of this.tasks) if (task.kind === "write") yield task;
  }

  /**
   * The next tasks that can be done together: all reads, or a server's write, or a large update, or a batch of the
   * rest. Reads go before what came sooner: between the edits of a busy room each of them would end a batch, and the
   * edits behind it would wait for one commit more.
   */
  take(): Task[] {
    const reads = this.tasks.filter(isRead);
    if (reads.length > 0) {
      this.tasks = this.tasks.filter((task) => !isRead(task));
      return reads;
    }
    const [first] = this.tasks;
    let end = 1;
    if (first && !isAlone(first)) {
      const fits = (task: Task | undefined) => task !== undefined && !isAlone(task);
      while (end < ROOM_LIMITS.batch && fits(this.tasks[end])) end++;
    } else if (isLarge(first)) {
      // Its MARK may be answered with it.
      while (this.tasks[end]?.kind === "mark") end++;
    }
    const tasks = this.tasks.slice(0, end);
    this.tasks = this.tasks.slice(end);
    for (const task of tasks) this.count(task, -1);
    return tasks;
  }

  private count(task: Task, by: 1 | -1): void {
    if (task.kind !== "update" && task.kind !== "mark") return;
    task.connection.queued += by;
    if (task.kind === "update") this.bytes += by * task.bytes.byteLength;
  }
}

/** An update that is judged in slices, while the queue waits. */
export function isLarge(task: Task | undefined): task is UpdateTask {
  return task?.kind === "update" && task.bytes.byteLength > ROOM_LIMITS.sliced;
}

function isRead(task: Task): boolean {
  return task.kind === "read";
}

function isAlone(task: Task): boolean {
  return task.kind === "write" || task.kind === "hold" || isLarge(task);
}
