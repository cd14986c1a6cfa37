import { describe, expect, it } from "vitest";
import { UndoStack } from "./undo-stack.ts";

function counter() {
  const state = { value: 0 };
  const stack = new UndoStack();
  const add = (by: number) => {
    const change = (amount: number) => {
      state.value += amount;
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
});
