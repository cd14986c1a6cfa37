import { type Extension, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type { TextRange } from "@postil/shared/anchor/text-snapshot";
import styles from "./editor.module.css";

/** Where annotations stand now: sorted, disjoint. */
export const setPassages = StateEffect.define<readonly TextRange[]>();

const annotated = Decoration.mark({ class: styles.passage ?? "" });

/** Shows quietly what is annotated, so that one sees what a correction touches. */
export const passages: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    const set = transaction.effects.findLast((effect) => effect.is(setPassages));
    if (!set) return transaction.docChanged ? before.map(transaction.changes) : before;
    const { length } = transaction.state.doc;
    const within = set.value.filter(({ from, to }) => from < to && to <= length);
    return RangeSet.of(within.map(({ from, to }) => annotated.range(from, to)));
  },
  provide: (field) => EditorView.decorations.from(field),
});
