import { invertedEffects } from "@codemirror/commands";
import { type EditorState, type Extension, RangeSet, RangeValue, StateEffect, StateField } from "@codemirror/state";
import type { MarkEdit, PlacedMark } from "@postil/shared/anchor/text-edits";
import type { MarkRange } from "@postil/shared/document/text-document";

/** Takes the marks anew, as the document has them. */
export const setMarks = StateEffect.define<readonly PlacedMark[]>();

/** Sets or takes away a mark, as a step of this person's; offsets in the text after the transaction. */
export const editMark = StateEffect.define<MarkEdit>({
  map: ({ id, mark }, changes) => {
    if (!mark) return { id, mark };
    const from = changes.mapPos(mark.from, 1);
    const to = changes.mapPos(mark.to, -1);
    return from < to ? { id, mark: { ...mark, from, to } } : undefined;
  },
});

class MarkValue extends RangeValue {
  /** Text typed at a mark's edges stays outside, as its positions in the document have it. */
  override startSide = 1;
  override endSide = -1;

  constructor(
    readonly id: string,
    readonly kind: MarkRange["kind"],
    readonly href: string | undefined,
  ) {
    super();
  }

  override eq(other: RangeValue): boolean {
    return other instanceof MarkValue && other.id === this.id && other.kind === this.kind && other.href === this.href;
  }
}

const markField = StateField.define<RangeSet<MarkValue>>({
  create: () => RangeSet.empty,
  update(marks, transaction) {
    let next = transaction.docChanged ? marks.map(transaction.changes) : marks;
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) next = rangesOf(effect.value, transaction.state.doc.length);
      else if (effect.is(editMark)) {
        const { id, mark } = effect.value;
        next = next.update({
          filter: (_from, _to, value) => value.id !== id,
          add: mark ? [new MarkValue(id, mark.kind, mark.href).range(mark.from, mark.to)] : [],
        });
      }
    }
    return next;
  },
});

/** Undoing brings back marks that were changed, and those whose words were deleted. */
const undoneWithText = invertedEffects.of((transaction) => {
  const edits = transaction.effects.filter((effect) => effect.is(editMark));
  if (edits.length === 0 && !transaction.docChanged) return [];
  const before = new Map(marksOf(transaction.startState).map((mark) => [mark.id, mark]));
  const inverse: StateEffect<MarkEdit>[] = [];
  if (transaction.docChanged) {
    const after = new Set(marksOf(transaction.state).map(({ id }) => id));
    for (const [id, mark] of before) if (!after.has(id)) inverse.push(editMark.of({ id, mark: rangeOf(mark) }));
  }
  for (const { value } of edits) {
    const mark = before.get(value.id);
    if (!inverse.some((effect) => effect.value.id === value.id)) {
      inverse.push(editMark.of({ id: value.id, mark: mark ? rangeOf(mark) : null }));
    }
  }
  return inverse;
});

export const marksInText: Extension = [markField, undoneWithText];

/** All marks, or those that reach into a stretch of the text. */
export function marksOf(state: EditorState, from = 0, to: number = state.doc.length): PlacedMark[] {
  const marks: PlacedMark[] = [];
  state.field(markField).between(from, to, (start, end, { id, kind, href }) => {
    marks.push({ id, kind, from: start, to: end, ...(href === undefined ? {} : { href }) });
  });
  return marks;
}

function rangesOf(marks: readonly PlacedMark[], length: number): RangeSet<MarkValue> {
  const ranges = marks
    .filter(({ from, to }) => from < to && to <= length)
    .map(({ id, kind, href, from, to }) => new MarkValue(id, kind, href).range(from, to));
  return RangeSet.of(ranges, true);
}

function rangeOf({ kind, from, to, href }: PlacedMark): MarkRange {
  return href === undefined ? { kind, from, to } : { kind, from, to, href };
}
