import type { Gate } from "../gate/gate.ts";
import type { GateRefusal, Verdict } from "../gate/verdict.ts";
import type { Batch } from "./batch.ts";
import type { Connection } from "./connection.ts";
import { ROOM_LIMITS } from "./limits.ts";
import type { ClientTask, MarkTask, UpdateTask } from "./task.ts";

export interface Judging {
  gate: Gate;
  batch: Batch;
  /** Verdict on the first task, when it was judged before. */
  early: Verdict | undefined;
  refuse(connection: Connection, mark: number, refusal: GateRefusal): void;
}

export interface JudgedTasks {
  /** What the batch answers for: to be judged again if the batch can't be stored. */
  taken: ClientTask[];
  /** What must wait for the next batch. */
  left: ClientTask[];
  /** The first of `left` may only be wrong because the room is behind the log. */
  behind: boolean;
}

/** Judges and applies one update after the other, inside the document's transaction. */
export function judgeTasks(tasks: readonly ClientTask[], judging: Judging): JudgedTasks {
  const { batch } = judging;
  const pending = [...tasks];
  const taken: ClientTask[] = [];
  for (let index = 0; index < pending.length; index++) {
    const task = pending[index] as ClientTask;
    const { connection } = task;
    if (!connection.isOpen) continue;
    if (task.kind === "mark") {
      // It answers for what is held as well.
      if (connection.held.length > 0) holdMark(task);
      else {
        batch.marks.set(connection, task.mark);
        taken.push(task);
      }
      continue;
    }
    const verdict = (index === 0 && judging.early) || judging.gate.judge(task.bytes, connection.access);
    if (verdict.kind === "refused") {
      const { refusal } = verdict;
      if (refusal.cause === "unknown" && !connection.synced && !task.step2) hold(task, judging);
      else if (refusal.code !== "bytes" && !task.caughtUp) {
        // Whoever comes from another server brings what others wrote there: judged by a room that is behind the log, it
        // reads as written in their names, as collected items, as too much at once.
        task.caughtUp = true;
        return { taken, left: pending.slice(index), behind: true };
      } else judging.refuse(connection, task.mark, refusal);
      continue;
    }
    let alone = false;
    if (verdict.kind === "approved") {
      alone = verdict.update.restores.length > 0;
      if (alone && !batch.isEmpty) return { taken, left: pending.slice(index), behind: false };
      batch.add(connection.access.actor, verdict.update);
    }
    taken.push(task);
    if (task.step2) {
      connection.synced = true;
      pending.splice(index + 1, 0, ...connection.held.splice(0));
    }
    if (alone) return { taken, left: pending.slice(index + 1), behind: false };
  }
  return { taken, left: [], behind: false };
}

/** Judges a large update in slices: other documents get their turn, this one's queue waits. */
export async function judgeSliced(gate: Gate, task: UpdateTask): Promise<Verdict> {
  const steps = gate.judgeInSlices(task.bytes, task.connection.access);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** An honest client that edits between opening and syncing sends such updates: its SyncStep2 is still to come. */
function hold(task: UpdateTask, judging: Judging): void {
  const { connection } = task;
  let bytes = task.bytes.byteLength;
  for (const held of connection.held) if (held.kind === "update") bytes += held.bytes.byteLength;
  if (connection.held.length < ROOM_LIMITS.held && bytes <= ROOM_LIMITS.heldBytes) connection.held.push(task);
  else judging.refuse(connection, task.mark, { code: "limit", reason: "sync first", keys: [], cause: "final" });
}

/** The last of several in a row answers for all of them. */
function holdMark(task: MarkTask): void {
  const { held } = task.connection;
  if (held.at(-1)?.kind === "mark") held.pop();
  held.push(task);
}
