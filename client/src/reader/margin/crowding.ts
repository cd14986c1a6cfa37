/** What of an annotation decides where its card goes and whether there is room for it. */
export interface Crowding {
  id: string;
  createdAt: number;
  /** Sorted; none for one on the whole article, which stands before the text. */
  ranges: readonly { from: number }[];
}

/** A part of the text, or the room beside the title (`from` -1). */
export interface Stretch {
  /** Offset at which it begins, UTF-16. */
  from: number;
  /** Px beside it. */
  room: number;
}

export interface Fold {
  kind: "fold";
  /** `from` of its stretch. */
  stretch: number;
  /** How many annotations it holds. */
  count: number;
  /** More is shown than there is room for, because somebody asked. */
  opened: boolean;
}

export type Shown<T> = { kind: "card"; annotation: T } | Fold;

interface FoldOptions<T> {
  /** Px between cards. */
  gap: number;
  /** Px that a fold takes. */
  foldHeight: number;
  /** Px that cards may hang over beside what follows, before any is folded. */
  spill: number;
  /** Px of a card. */
  heightOf: (annotation: T) => number;
  /** Shown in any case: what is focused, pointed at, or being read. */
  kept: (id: string) => boolean;
  /** By stretch (`from`): how many are shown beyond what there is room for. */
  opened: ReadonlyMap<number, number>;
}

/**
 * What stands in the margin: each stretch shows as many cards as there is room for beside it, and a little beyond where
 * what follows leaves it free, and folds the others into a count below them. Those that were there first stay: one that arrives never takes the place of another. In order of
 * place, as `annotations` are; `stretches` are in order and begin before the first of them. Nothing is folded alone:
 * its card is hardly taller than the fold.
 */
export function foldCrowded<T extends Crowding>(
  annotations: readonly T[],
  stretches: readonly Stretch[],
  options: FoldOptions<T>,
): Shown<T>[] {
  const shown: Shown<T>[] = [];
  let from = 0;
  let over = 0;
  stretches.forEach((stretch, index) => {
    const end = stretches[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    let to = from;
    while (to < annotations.length && placeOf(annotations[to] as T) < end) to++;
    const used = to > from ? foldStretch(annotations, from, to, { ...stretch, over }, options, shown) : 0;
    over = Math.max(0, over + used - stretch.room);
    from = to;
  });
  return shown;
}

function placeOf({ ranges }: Crowding): number {
  return ranges[0]?.from ?? -1;
}

/** Answers the px that it takes. `over`: px of its room that cards before it take. */
function foldStretch<T extends Crowding>(
  annotations: readonly T[],
  from: number,
  to: number,
  { from: stretch, room, over }: Stretch & { over: number },
  { gap, foldHeight, spill, heightOf, kept, opened }: FoldOptions<T>,
  shown: Shown<T>[],
): number {
  const extra = opened.get(stretch) ?? 0;
  const free = room - over + spill;
  const whole = extra === 0 ? heightUpTo(free, annotations, from, to, gap, heightOf) : Number.POSITIVE_INFINITY;
  if (whole <= free) {
    for (let at = from; at < to; at++) shown.push({ kind: "card", annotation: annotations[at] as T });
    return whole;
  }
  const chosen = new Set<number>();
  const begun = room - over - foldHeight;
  let left = begun;
  for (let at = from; at < to; at++) {
    const annotation = annotations[at] as T;
    if (!kept(annotation.id)) continue;
    chosen.add(at);
    left -= heightOf(annotation) + gap;
  }
  let more = extra;
  const most = Math.max(1, Math.ceil(room / LEAST_HEIGHT)) + extra;
  for (const at of oldest(annotations, from, to, chosen, most)) {
    const height = heightOf(annotations[at] as T) + gap;
    if (left < height && chosen.size > 0 && --more < 0) break;
    left -= height;
    chosen.add(at);
  }
  const alone = to - from - chosen.size === 1;
  for (let at = from; at < to; at++) {
    if (alone || chosen.has(at)) shown.push({ kind: "card", annotation: annotations[at] as T });
  }
  const count = alone ? 0 : to - from - chosen.size;
  if (count > 0 || extra > 0) shown.push({ kind: "fold", stretch, count, opened: extra > 0 });
  return begun - left + foldHeight;
}

/** Px of these cards and the gaps below them; no more are counted once they are more than `most`. */
function heightUpTo<T>(
  most: number,
  annotations: readonly T[],
  from: number,
  to: number,
  gap: number,
  heightOf: (annotation: T) => number,
): number {
  let height = 0;
  for (let at = from; at < to && height <= most; at++) height += heightOf(annotations[at] as T) + gap;
  return height;
}

/** No card is less tall, px. */
const LEAST_HEIGHT = 40;

/** Indexes of the `most` oldest ones that are not `taken`, the oldest first: sorting thousands for a few would be slow. */
function oldest(
  annotations: readonly Crowding[],
  from: number,
  to: number,
  taken: ReadonlySet<number>,
  most: number,
): readonly number[] {
  const found: number[] = [];
  const ages: number[] = [];
  for (let at = from; at < to; at++) {
    const { createdAt } = annotations[at] as Crowding;
    if (found.length === most && createdAt >= (ages[most - 1] as number)) continue;
    if (taken.has(at)) continue;
    let place = found.length;
    while (place > 0 && (ages[place - 1] as number) > createdAt) place--;
    found.splice(place, 0, at);
    ages.splice(place, 0, createdAt);
    if (found.length > most) {
      found.pop();
      ages.pop();
    }
  }
  return found;
}
