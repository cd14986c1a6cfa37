import { useCallback, useMemo, useRef, useState } from "react";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { compareNames } from "../../ui/format.ts";
import { inOrder, type ListOrder, lastActivity } from "./list-order.ts";
import { type SteadyOrder, steadyOrder } from "./steady-order.ts";

interface SteadyOptions {
  annotations: readonly ResolvedAnnotation[];
  order: ListOrder;
  nameOf: (actor: string) => string;
  /** What the person chose to see: when it is another, the list is made anew. */
  basis: unknown;
  /** Somebody reads in the middle of the list. */
  reading: () => boolean;
  /** The one that is open. */
  focused: string | null;
}

/** The list in its order, holding still while somebody reads in it; `refresh` brings in what is new. */
export function useSteadyList({ annotations, order, nameOf, basis, reading, focused }: SteadyOptions) {
  const [asked, setAsked] = useState(0);
  const last = useRef<{ order: ListOrder; basis: unknown; asked: number; newest: number; now: SteadyOrder } | null>(
    null,
  );
  const byId = useMemo(() => new Map(annotations.map((annotation) => [annotation.id, annotation])), [annotations]);
  const steady = useMemo(() => {
    const before = last.current;
    const same = before !== null && before.order === order && before.basis === basis && before.asked === asked;
    const now = steadyOrder({
      before: same ? before.now : null,
      present: byId,
      sorted: () => inOrder(annotations, order, { nameOf, compareNames }).map(({ id }) => id),
      hold: reading(),
      wanted: focused,
      moved: (id) => {
        const annotation = order === "activity" ? byId.get(id) : undefined;
        return annotation !== undefined && lastActivity(annotation) > (before?.newest ?? 0);
      },
    });
    const kept = same && (now === before.now || now.fresh > 0);
    const newest = kept ? before.newest : annotations.reduce((most, one) => Math.max(most, lastActivity(one)), 0);
    last.current = { order, basis, asked, newest, now };
    return now;
  }, [annotations, byId, order, nameOf, basis, asked, reading, focused]);
  const items = useMemo(() => steady.ids.flatMap((id) => byId.get(id) ?? []), [steady.ids, byId]);
  const refresh = useCallback(() => setAsked((count) => count + 1), []);
  return { items, fresh: steady.fresh, refresh };
}
