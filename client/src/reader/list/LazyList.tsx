import { lazyPart, usePrefetched } from "../../ui/lazy-part.tsx";

const load = async () => (await import("./AnnotationList.tsx")).AnnotationList;
const LOADS = [load];

/** The list comes when it is asked for: most people read beside the text. */
export const LazyList = lazyPart(load);

/** Has it come before, for when the connection has gone by then. */
export function useListAhead(): void {
  usePrefetched(LOADS);
}
