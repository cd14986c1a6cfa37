/** One step of one's own, with the step that takes it back. Both run on the document as it stands then. */
export interface Step {
  /** What it was, in words: "Highlight". */
  name: string;
  undo(): void;
  redo(): void;
  /** What it was done to is out of reach for good: it is passed over. */
  isOver?: () => boolean;
}

const MOST_STEPS = 200;

/**
 * Undo and redo of one's own steps, by inverse operations: what others do in between stays. Kept for as long as the
 * page is open, through reconnects.
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

  /** Takes back the last step; answers it, or `null` when there is none. */
  undo(): Step | null {
    const step = lastOf(this.done);
    if (!step) return null;
    step.undo();
    this.undone.push(step);
    return step;
  }

  redo(): Step | null {
    const step = lastOf(this.undone);
    if (!step) return null;
    step.redo();
    this.done.push(step);
    return step;
  }

  /** Takes one step back out of its turn (the Undo of a notice); nothing when it was undone already. */
  undoThis(step: Step): void {
    const index = this.done.lastIndexOf(step);
    if (index === -1) return;
    this.done.splice(index, 1);
    if (step.isOver?.()) return;
    step.undo();
    this.undone.push(step);
  }
}

function lastOf(steps: Step[]): Step | undefined {
  let step = steps.pop();
  while (step?.isOver?.()) step = steps.pop();
  return step;
}
