import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { Compartment, EditorState, type Extension, Transaction } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { articleText } from "@postil/shared/document/text-document";
import { YSyncConfig, ySync, ySyncAnnotation, ySyncFacet } from "y-codemirror.next";
import type { DocumentSession } from "../../sync/document-session.ts";
import { AnchoredText } from "./anchored-text.ts";
import { carets } from "./carets.ts";
import { finalLine, keptWithinLength } from "./final-line.ts";
import { toggleInline, toggleLines } from "./mark-commands.ts";
import { marksInText } from "./mark-field.ts";
import { markLook } from "./mark-look.ts";
import { syncMarks } from "./mark-sync.ts";
import { passages } from "./passages.ts";

/** Whether the text may be changed just now. */
const writing = new Compartment();

export interface EditorOptions {
  session: DocumentSession;
  label: string;
  /** Id of the element that says how the keyboard works here. */
  describedBy: string;
  /** BCP 47, where it is known. */
  language: string | undefined;
  writable: boolean;
  /** After each change of the text, its marks or the selection. */
  onChange: (state: EditorState) => void;
  /** What was typed or pasted was left out: the text would be too long. */
  onTooLong: () => void;
  /** Somebody wants to make a link by keyboard. */
  onLink: () => void;
}

/** An editor on the article's text: plain characters in the document, marks beside them, live with others. */
export function openEditor(parent: HTMLElement, options: EditorOptions): EditorView {
  const { session, onChange } = options;
  const text = articleText(session.doc);
  const attributes: Record<string, string> = {
    "aria-label": options.label,
    "aria-describedby": options.describedBy,
    spellcheck: "true",
  };
  if (options.language) attributes.lang = options.language;
  const state = EditorState.create({
    doc: text.toString(),
    extensions: [
      // Offsets count as the document does: one character a line break, and no other character breaks a line.
      EditorState.lineSeparator.of("\n"),
      EditorView.clipboardInputFilter.of((pasted) => plainLines(pasted)),
      writing.of(mayWrite(options.writable)),
      history(),
      // Others' changes are not this person's to undo.
      EditorState.transactionExtender.of((transaction) =>
        transaction.annotation(ySyncAnnotation) ? { annotations: Transaction.addToHistory.of(false) } : null,
      ),
      finalLine,
      keptWithinLength(options.onTooLong),
      ySyncFacet.of(new YSyncConfig(new AnchoredText(text), null)),
      ySync,
      marksInText,
      syncMarks(session.doc),
      markLook,
      passages,
      carets(session),
      markKeys(options.onLink),
      keymap.of([...defaultKeymap, ...historyKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of(attributes),
      EditorView.updateListener.of((update) => {
        if (update.docChanged || update.selectionSet || update.transactions.some(({ effects }) => effects.length > 0)) {
          onChange(update.state);
        }
      }),
    ],
  });
  return new EditorView({ parent, state });
}

export function setWritable(view: EditorView, writable: boolean): void {
  view.dispatch({ effects: writing.reconfigure(mayWrite(writable)) });
}

function mayWrite(writable: boolean): Extension {
  return [EditorState.readOnly.of(!writable), EditorView.contentAttributes.of({ "aria-readonly": String(!writable) })];
}

/** As imported texts are: no carriage returns, no NUL. */
function plainLines(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, "\n").replaceAll("\0", "");
}

function markKeys(onLink: () => void): Extension {
  const openLink = () => {
    onLink();
    return true;
  };
  return keymap.of([
    { key: "Mod-b", run: (view) => toggleInline(view, "bold"), preventDefault: true },
    { key: "Mod-i", run: (view) => toggleInline(view, "italic"), preventDefault: true },
    { key: "Mod-Shift-k", run: openLink, preventDefault: true },
    { key: "Mod-Shift-0", run: (view) => toggleLines(view, null), preventDefault: true },
    { key: "Mod-Shift-1", run: (view) => toggleLines(view, "h1"), preventDefault: true },
    { key: "Mod-Shift-2", run: (view) => toggleLines(view, "h2"), preventDefault: true },
    { key: "Mod-Shift-3", run: (view) => toggleLines(view, "h3"), preventDefault: true },
    { key: "Mod-Shift-8", run: (view) => toggleLines(view, "li"), preventDefault: true },
    { key: "Mod-Shift-9", run: (view) => toggleLines(view, "quote"), preventDefault: true },
  ]);
}
