type NoticeTone = "info" | "good" | "error";

export interface Notice {
  message: string;
  tone?: NoticeTone;
  /** Shows an Undo button while the notice stands. */
  undo?: () => void;
}

export interface ShownNotice extends Notice {
  id: number;
}

let shown: readonly ShownNotice[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const MOST = 3;

function set(next: readonly ShownNotice[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Tells the person something in passing, read out by screen readers. Returns the function that takes it away. */
export function notify(notice: Notice): () => void {
  const id = nextId++;
  set([...shown, { ...notice, id }].slice(-MOST));
  return () => dismiss(id);
}

/** Says that something failed, in the error's own words. */
export function notifyError(error: unknown): void {
  notify({ message: error instanceof Error ? error.message : String(error), tone: "error" });
}

export function dismiss(id: number): void {
  if (shown.some((notice) => notice.id === id)) set(shown.filter((notice) => notice.id !== id));
}

export function subscribeNotices(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function shownNotices(): readonly ShownNotice[] {
  return shown;
}
