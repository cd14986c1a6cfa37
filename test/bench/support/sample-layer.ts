import { annotate } from "@postil/shared/document/operations";
import { newId } from "@postil/shared/schema/ids";
import * as Y from "yjs";

export interface SampleLayer {
  /** One update an annotation. */
  updates: Uint8Array[];
  /** clientID under which all of it was written. */
  client: number;
}

/** A layer of so many annotations by one person: each a passage with its quote, a note and a tag. */
export function sampleLayer(count: number, actor: string): SampleLayer {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const tag = newId();
  const context = { actor, now: Date.now() };
  for (let number = 0; number < count; number++) {
    const from = number * 23;
    const segment = {
      start: "AQEBAQEBAQEBAQEB",
      end: "AQEBAQEBAQEBAQEC",
      exact: "a passage of the text",
      from,
      to: from + 21,
    };
    const anchor = { segments: [segment], prefix: "what stands before it, a little", suffix: "and what comes after" };
    annotate(doc, context, { on: "passage", anchor, note: "A note on it", tags: [tag] });
  }
  const client = doc.clientID;
  doc.destroy();
  return { updates, client };
}

/** The same in parts that a server with bounds takes. */
export function inParts(updates: readonly Uint8Array[], size = 250): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < updates.length; from += size) parts.push(Y.mergeUpdates(updates.slice(from, from + size)));
  return parts;
}
