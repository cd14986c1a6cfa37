import { EditorState, type Extension, type Transaction } from "@codemirror/state";
import { ySyncAnnotation } from "y-codemirror.next";

/** UTF-16 units that the server takes of a text. */
const LONGEST = 6_000_000;

/** A text that would grow too long stays as it is; `onTooLong` tells the person. */
export function keptWithinLength(onTooLong: () => void): Extension {
  return EditorState.transactionFilter.of((transaction: Transaction) => {
    const { newDoc, startState } = transaction;
    if (!transaction.docChanged || transaction.annotation(ySyncAnnotation)) return transaction;
    if (newDoc.length < LONGEST || newDoc.length < startState.doc.length) return transaction;
    onTooLong();
    return [];
  });
}

/** An article ends in a line break: whoever takes the last one away, or types behind it, gets another. */
export const finalLine: Extension = EditorState.transactionFilter.of((transaction: Transaction) => {
  if (!transaction.docChanged || transaction.annotation(ySyncAnnotation)) return transaction;
  const { newDoc } = transaction;
  if (newDoc.length > 0 && newDoc.sliceString(newDoc.length - 1) === "\n") return transaction;
  return [transaction, { changes: { from: newDoc.length, insert: "\n" }, sequential: true }];
});
