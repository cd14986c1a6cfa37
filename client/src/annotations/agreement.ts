import type { ResolvedAnnotation } from "./use-annotations.ts";

/** An annotation as one coder made it, blind. */
export interface Coded {
  annotation: ResolvedAnnotation;
  /** Ids of its tags as cards show them: merged ones as one, deleted ones not at all. */
  tags: readonly string[];
}

/** What stands beside a coder's annotation while the agreed layer is written. */
export interface CodedState {
  kind: "coded";
  /** The agreed annotation that names it among its sources. */
  takenAs: string | null;
  /** The memo of the agreed layer that says it was left out. */
  leftOutBy: string | null;
  /** An agreed annotation of the same passage that was made without it. */
  settledBy: string | null;
  /** What other coders made of the same passage. */
  others: { id: string; author: string; sameTags: boolean }[];
  /** Nothing has been decided about it: neither taken over, left out, nor settled, nor its thread resolved. */
  isOpen: boolean;
}

/** Whose work an agreed annotation was made from, as far as that is shown. */
export interface AgreedState {
  kind: "agreed";
  from: { id: string; author: string }[];
  /** Sources that are not shown here. */
  unseen: number;
}

export interface Agreement {
  states: ReadonlyMap<string, CodedState | AgreedState>;
  /** Coders' annotations about which nothing was decided yet, in order of place. */
  open: readonly string[];
  taken: number;
  total: number;
  /** How many coders' work is compared. */
  coders: number;
}

/** Two annotations are of the same passage when what both hold is at least this part of what either holds. */
const SAME = 0.5;
/** Characters of the text that are looked up together. */
const STRETCH = 500;

/** A memo with sources in an agreed layer: its writers looked at them and left them out. */
export function isLeavingOut({ on, sources }: ResolvedAnnotation): boolean {
  return on === "memo" && sources.length > 0;
}

/** Compares what coders made of a text with one another, and with what was agreed on. */
export function compareCoding(agreed: readonly ResolvedAnnotation[], coded: readonly Coded[]): Agreement {
  const states = new Map<string, CodedState | AgreedState>();
  const byId = new Map(coded.map((one) => [one.annotation.id, one]));
  const takenAs = new Map<string, string>();
  const leftOutBy = new Map<string, string>();
  for (const one of agreed) {
    const { id, sources } = one;
    if (sources.length === 0) continue;
    for (const source of sources) (isLeavingOut(one) ? leftOutBy : takenAs).set(source, id);
    const from = sources.flatMap((source) => {
      const author = byId.get(source)?.annotation.author;
      return author === undefined ? [] : [{ id: source, author }];
    });
    states.set(id, { kind: "agreed", from, unseen: sources.length - from.length });
  }
  const nearCoded = stretches(coded.map(({ annotation }) => annotation));
  const nearAgreed = stretches(agreed);
  const open: string[] = [];
  for (const { annotation, tags } of coded) {
    const others = [...nearCoded(annotation)].flatMap((other) => {
      if (other.author === annotation.author || !isSamePassage(annotation, other)) return [];
      const sameTags = sameMembers(tags, byId.get(other.id)?.tags ?? []);
      return { id: other.id, author: other.author, sameTags };
    });
    const taken = takenAs.get(annotation.id) ?? null;
    const same =
      taken === null ? [...nearAgreed(annotation)].find((other) => isSamePassage(annotation, other)) : undefined;
    const left = taken === null ? (leftOutBy.get(annotation.id) ?? null) : null;
    const isOpen = taken === null && left === null && !same && annotation.resolved === null;
    const outcome = { takenAs: taken, leftOutBy: left, settledBy: same?.id ?? null };
    states.set(annotation.id, { kind: "coded", ...outcome, others, isOpen });
    if (isOpen) open.push(annotation.id);
  }
  const taken = coded.filter(({ annotation }) => takenAs.has(annotation.id)).length;
  const coders = new Set(coded.map(({ annotation }) => annotation.author)).size;
  return { states, open, taken, total: coded.length, coders };
}

/** Annotations on the whole article are never the same: each says something of its own. */
export function isSamePassage(a: ResolvedAnnotation, b: ResolvedAnnotation): boolean {
  const [ofA, ofB] = [lengthOf(a), lengthOf(b)];
  if (ofA === 0 || ofB === 0) return false;
  let shared = 0;
  for (const one of a.ranges) {
    for (const two of b.ranges) shared += Math.max(0, Math.min(one.to, two.to) - Math.max(one.from, two.from));
  }
  return shared / (ofA + ofB - shared) >= SAME;
}

function lengthOf({ ranges }: ResolvedAnnotation): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Answers for an annotation those that stand near it: every one that shares a character with it is among them. */
function stretches(annotations: readonly ResolvedAnnotation[]) {
  const found = new Map<number, ResolvedAnnotation[]>();
  const placesOf = ({ ranges }: ResolvedAnnotation) => {
    const places = new Set<number>();
    for (const { from, to } of ranges) {
      for (let at = Math.floor(from / STRETCH); at <= Math.floor((to - 1) / STRETCH); at++) places.add(at);
    }
    return places;
  };
  for (const annotation of annotations) {
    for (const place of placesOf(annotation)) {
      const here = found.get(place);
      if (here) here.push(annotation);
      else found.set(place, [annotation]);
    }
  }
  return (annotation: ResolvedAnnotation) => {
    const near = new Set<ResolvedAnnotation>();
    for (const place of placesOf(annotation)) for (const one of found.get(place) ?? []) near.add(one);
    return near;
  };
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  const set = new Set(a);
  return set.size === new Set(b).size && b.every((one) => set.has(one));
}
