/** The ids of a list as it is shown, and how many more there are that it doesn't show yet. */
export interface SteadyOrder {
  ids: readonly string[];
  fresh: number;
}

interface Changed {
  /** Null: nothing was shown yet, or something else was asked for. */
  before: SteadyOrder | null;
  /** All that there is, by id. */
  present: { has(id: string): boolean; keys(): Iterable<string>; readonly size: number };
  /** All ids in the order that is wanted. */
  sorted: () => readonly string[];
  /** Somebody reads in the middle of it. */
  hold: boolean;
  /** Has to be in the list: the one that is open. */
  wanted: string | null;
  /** Whether one that is shown would stand elsewhere now, for having had something new. */
  moved: (id: string) => boolean;
}

/**
 * The order of a list while others write: where somebody reads in the middle of it, nothing moves or comes between, and
 * what is new is counted; what is gone goes.
 */
export function steadyOrder({ before, present, sorted, hold, wanted, moved }: Changed): SteadyOrder {
  if (!before || !hold) return { ids: sorted(), fresh: 0 };
  const ids = before.ids.every((id) => present.has(id)) ? before.ids : before.ids.filter((id) => present.has(id));
  const shown = new Set(ids);
  if (wanted !== null && present.has(wanted) && !shown.has(wanted)) return { ids: sorted(), fresh: 0 };
  let fresh = 0;
  for (const id of present.keys()) if (!shown.has(id) || moved(id)) fresh++;
  return ids === before.ids && fresh === before.fresh ? before : { ids, fresh };
}
