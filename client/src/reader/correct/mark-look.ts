import { type Extension, type Range, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { lineKind } from "@postil/shared/anchor/mark-edits";
import type { PlacedMark } from "@postil/shared/anchor/text-edits";
import styles from "./editor.module.css";
import { editMark, marksOf, setMarks } from "./mark-field.ts";

const INLINE = {
  bold: Decoration.mark({ tagName: "strong" }),
  italic: Decoration.mark({ tagName: "em" }),
  link: Decoration.mark({ class: styles.link ?? "" }),
};
const LINES = Object.fromEntries(
  ["p", "blank", "h1", "h2", "h3", "li", "quote"].map((kind) => [
    kind,
    Decoration.line({ class: `${styles.line} ${styles[kind] ?? ""}`, attributes: { dir: "auto" } }),
  ]),
);

/** Shows what lines are, and bold, italic and linked words, in the part of the text that is drawn. */
export const markLook: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = look(view);
    }

    update(update: ViewUpdate): void {
      const marked = update.transactions.some(({ effects }) =>
        effects.some((one) => one.is(setMarks) || one.is(editMark)),
      );
      if (marked || update.docChanged || update.viewportChanged) this.decorations = look(update.view);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

function look(view: EditorView): DecorationSet {
  const { state } = view;
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    const marks = marksOf(state, from, to);
    for (let at = from; at <= to; ) {
      const line = state.doc.lineAt(at);
      const here = marks.filter((mark) => mark.from < line.to && mark.to > line.from);
      const kind = line.text.trim() === "" ? "blank" : (lineKind(here, line) ?? "p");
      const deco = LINES[kind];
      if (deco) builder.add(line.from, line.from, deco);
      for (const range of inlines(here, line.from, line.to)) builder.add(range.from, range.to, range.value);
      at = line.to + 1;
    }
  }
  return builder.finish();
}

/** In the order in which a builder takes them. */
function inlines(marks: readonly PlacedMark[], from: number, to: number): Range<Decoration>[] {
  return marks
    .flatMap((mark) => {
      const deco = mark.kind === "bold" || mark.kind === "italic" || mark.kind === "link" ? INLINE[mark.kind] : null;
      return deco ? [deco.range(Math.max(from, mark.from), Math.min(to, mark.to))] : [];
    })
    .sort((a, b) => a.from - b.from || a.value.startSide - b.value.startSide);
}
