/**
 * Why something of a step was left as it is. `changed`: it doesn't say any more what the step made it say. `deleted`,
 * `tag-deleted`: what it belongs to was. `gone`: for good. `answered`: others have replied. `role`: one may not write
 * here any more; `rights`: one may not change this. `not-yet`: the work is being put back after an interruption.
 */
export type Obstacle = "changed" | "deleted" | "tag-deleted" | "gone" | "answered" | "role" | "rights" | "not-yet";

/** What became of a step: how many of its entries were set, how many were left, and why the first of these was. */
export interface StepOutcome {
  done: number;
  left: number;
  why: Obstacle | null;
}

/** One step of one's own, with the step that takes it back. Both run on the document as it stands then. */
export interface Step {
  /** What it was, in words: "Highlight". */
  name: string;
  undo(): StepOutcome;
  redo(): StepOutcome;
  /** What it was done to is out of reach for good: it is passed over. */
  isOver?: () => boolean;
}

/** A step that was tried, and what became of it. */
export interface Tried extends StepOutcome {
  name: string;
}

const MOST_STEPS = 200;
/** What may pass: the step stays where it is. */
const PASSING: ReadonlySet<Obstacle | null> = new Set<Obstacle | null>(["role", "not-yet"]);

/**
 * Undo and redo of one's own steps, by inverse operations: what others do in between stays. Kept for as long as the
 * page is open, through reconnects. A step that can't be taken back is told once and forgotten, unless it may be
 * possible later.
 */
export class UndoStack {
  private done: Step[] = [];
  private undone: Step[] = [];

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** Notes a step that has just been done. What had been undone can't be redone any more. */
  push(step: Step): void {
    this.done.push(step);
    if (this.done.length > MOST_STEPS) this.done.shift();
    this.undone = [];
  }

  /** Takes back the last step; answers what became of it, or `null` when there is none. */
  undo(): Tried | null {
    const step = lastOf(this.done);
    return step && this.tried(step, step.undo(), this.done, this.undone);
  }

  redo(): Tried | null {
    const step = lastOf(this.undone);
    return step && this.tried(step, step.redo(), this.undone, this.done);
  }

  /** Takes one step back out of its turn (the Undo of a notice); `null` when it was undone already. */
  undoThis(step: Step): Tried | null {
    const index = this.done.lastIndexOf(step);
    if (index === -1) return null;
    this.done.splice(index, 1);
    if (step.isOver?.()) return null;
    return this.tried(step, step.undo(), this.done, this.undone);
  }

  private tried(step: Step, outcome: StepOutcome, from: Step[], to: Step[]): Tried {
    if (outcome.done > 0) to.push(step);
    else if (PASSING.has(outcome.why)) from.push(step);
    return { name: step.name, ...outcome };
  }
}

function lastOf(steps: Step[]): Step | null {
  let step = steps.pop();
  while (step?.isOver?.()) step = steps.pop();
  return step ?? null;
}
