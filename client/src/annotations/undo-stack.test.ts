import { describe, expect, it } from "vitest";
import { type Obstacle, type StepOutcome, UndoStack } from "./undo-stack.ts";

const DONE: StepOutcome = { done: 1, left: 0, why: null };

function counter() {
  const state = { value: 0 };
  const stack = new UndoStack();
  const add = (by: number) => {
    const change = (amount: number) => {
      state.value += amount;
      return DONE;
    };
    const step = { name: `add ${by}`, undo: () => change(-by), redo: () => change(by) };
    step.redo();
    stack.push(step);
    return step;
  };
  return { state, stack, add };
}

describe("UndoStack", () => {
  it("undoes and redoes in order", () => {
    const { state, stack, add } = counter();
    add(1);
    add(10);
    expect(stack.undo()?.name).toBe("add 10");
    expect(state.value).toBe(1);
    stack.undo();
    expect(stack.undo()).toBeNull();
    stack.redo();
    stack.redo();
    expect(stack.redo()).toBeNull();
    expect(state.value).toBe(11);
  });

  it("forgets what was undone once something new is done", () => {
    const { state, stack, add } = counter();
    add(1);
    stack.undo();
    add(5);
    expect(stack.canRedo).toBe(false);
    expect(state.value).toBe(5);
  });

  it("passes over steps whose work is out of reach, both ways", () => {
    const { state, stack, add } = counter();
    add(1);
    const over = Object.assign(add(10), { isOver: () => true });
    stack.undoThis(over);
    add(100);
    Object.assign(add(1_000), { isOver: () => true });
    expect(stack.undo()?.name).toBe("add 100");
    expect(stack.undo()?.name).toBe("add 1");
    expect([stack.undo(), state.value]).toEqual([null, 1_010]);
  });

  it("takes one step back out of its turn, once", () => {
    const { state, stack, add } = counter();
    const first = add(1);
    add(10);
    stack.undoThis(first);
    stack.undoThis(first);
    expect(state.value).toBe(10);
  });

  it("forgets a step that can't be taken back, and keeps one that may be possible later", () => {
    const { state, stack, add } = counter();
    let why: Obstacle = "role";
    const refused = () => ({ done: 0, left: 1, why });
    add(1);
    stack.push({ name: "refused", undo: refused, redo: refused });
    expect(stack.undo()).toEqual({ name: "refused", done: 0, left: 1, why: "role" });
    why = "not-yet";
    expect(stack.undo()?.why).toBe("not-yet");
    why = "changed";
    expect(stack.undo()?.why).toBe("changed");
    expect([stack.undo()?.name, state.value, stack.redo()?.name]).toEqual(["add 1", 0, "add 1"]);
  });
});
