import { lazyPart, usePrefetched } from "../../ui/lazy-part.tsx";

const load = async () => (await import("./Memos.tsx")).Memos;

/** The panel comes when it is asked for. */
export const LazyMemos = lazyPart(load);

const LOADS = [load];

/** Has it come before, for when the connection has gone by then. */
export function useMemosAhead(): void {
  usePrefetched(LOADS);
}
