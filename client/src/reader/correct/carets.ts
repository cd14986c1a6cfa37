import { type Extension, type Range, RangeSet, StateEffect, Transaction } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from "@codemirror/view";
import { decodePosition, encodePosition } from "@postil/shared/anchor/relative-position";
import { articleText } from "@postil/shared/document/text-document";
import { awarenessStateSchema } from "@postil/shared/protocol/awareness";
import type { DocumentSession } from "../../sync/document-session.ts";
import styles from "./editor.module.css";

const moved = StateEffect.define<null>();

/** Shows where others who correct this text are, and tells them where this person is. */
export function carets(session: DocumentSession): Extension {
  const { doc, awareness } = session;
  return ViewPlugin.define<Carets>(
    (view) => {
      const onOthers = ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>) => {
        // One's own comes in the middle of an update of the editor.
        if ([...added, ...updated, ...removed].every((client) => client === awareness.clientID)) return;
        view.dispatch({ effects: moved.of(null), annotations: Transaction.addToHistory.of(false) });
      };
      awareness.on("change", onOthers);
      return {
        decorations: others(session),
        update(update: ViewUpdate) {
          const told = update.transactions.some(({ effects }) => effects.some((effect) => effect.is(moved)));
          if (told || update.docChanged) this.decorations = others(session);
          if (update.selectionSet || update.docChanged || update.focusChanged) tell(update.view);
        },
        destroy() {
          awareness.off("change", onOthers);
          session.setPresence({ selection: null });
        },
      };
    },
    { decorations: ({ decorations }) => decorations },
  );

  function tell(view: EditorView): void {
    const { anchor, head } = view.state.selection.main;
    const text = articleText(doc);
    if (!view.hasFocus || Math.max(anchor, head) > text.length) return;
    session.setPresence({ selection: { start: encodePosition(text, anchor, 0), end: encodePosition(text, head, 0) } });
  }
}

interface Carets {
  decorations: DecorationSet;
  update(update: ViewUpdate): void;
  destroy(): void;
}

function others({ doc, awareness }: DocumentSession): DecorationSet {
  const text = articleText(doc);
  const ranges: Range<Decoration>[] = [];
  for (const [client, state] of awareness.getStates()) {
    if (client === awareness.clientID) continue;
    const parsed = awarenessStateSchema.safeParse(state);
    if (!parsed.success || !parsed.data.user || !parsed.data.selection) continue;
    const { user, selection } = parsed.data;
    const anchor = decodePosition(doc, text, selection.start);
    const head = decodePosition(doc, text, selection.end);
    if (anchor === null || head === null) continue;
    const style = `--person: var(--tag-${user.colour}-text); --person-tint: var(--tag-${user.colour}-tint)`;
    if (anchor !== head) {
      const selected = Decoration.mark({ class: styles.othersSelection ?? "", attributes: { style } });
      ranges.push(selected.range(Math.min(anchor, head), Math.max(anchor, head)));
    }
    ranges.push(Decoration.widget({ widget: new Caret(user.name, style), side: 1 }).range(head));
  }
  return RangeSet.of(ranges, true);
}

class Caret extends WidgetType {
  constructor(
    private readonly name: string,
    private readonly style: string,
  ) {
    super();
  }

  override eq(other: Caret): boolean {
    return other.name === this.name && other.style === this.style;
  }

  override toDOM(): HTMLElement {
    const caret = document.createElement("span");
    caret.className = styles.othersCaret ?? "";
    caret.setAttribute("style", this.style);
    caret.setAttribute("aria-hidden", "true");
    const label = document.createElement("span");
    label.className = styles.othersName ?? "";
    // Drawn by the style sheet, so that it is never taken for the article's text.
    label.dataset.name = this.name;
    caret.append(label);
    return caret;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}
