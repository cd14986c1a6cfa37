import { layerMap } from "@postil/shared/document/layer-document";
import { annotate } from "@postil/shared/document/operations";
import { newId } from "@postil/shared/schema/ids";
import { expect } from "vitest";
import * as Y from "yjs";
import type { GateWriter } from "../gate/verdict.ts";
import { annotator, JudgedDocument } from "./judged-document.ts";
import { any, item, type RawStruct, rawUpdate } from "./raw-update.ts";

export const VICTIM = "actor-of-the-victim";
export const ATTACKER = "actor-of-attacker";
export const victim = annotator(VICTIM);
export const attacker = annotator(ATTACKER);
/** clientID of the attacker's own. */
export const OWN = 4242;
export const NOW = 1_750_000_000_000;

/** A layer that holds one annotation of the victim's, with a note. */
export interface AttackedLayer {
  layer: JudgedDocument;
  /** The victim's copy. */
  victimDoc: Y.Doc;
  annotation: string;
  /** Where the note stands. */
  note: Y.ID;
}

export function attackedLayer(): AttackedLayer {
  const layer = new JudgedDocument("layer");
  const victimDoc = new Y.Doc();
  const annotation = annotate(victimDoc, { actor: VICTIM, now: NOW }, { on: "article", note: "Theirs" });
  expect(layer.refusal(Y.encodeStateAsUpdate(victimDoc), victim)).toBeNull();
  const note = (layerMap(layer.doc, "notes")._map.get(annotation) as Y.Item).id;
  return { layer, victimDoc, annotation, note };
}

/** An update of the attacker's first structs. */
export function own(...structs: RawStruct[]): Uint8Array {
  return rawUpdate([{ client: OWN, clock: 0, structs }]);
}

export function ownAnnotation(id = newId()): RawStruct {
  return item(any({ author: ATTACKER, createdAt: NOW, on: "article" }), { parent: "annotations", key: id });
}

/** The code of the refusal, null when there is none. Makes sure that a refused update has changed nothing. */
export function refused(document: JudgedDocument, bytes: Uint8Array, writer: GateWriter = attacker): string | null {
  const before = Y.encodeStateAsUpdate(document.doc);
  const code = document.refusal(bytes, writer);
  // As strings: comparing long arrays element by element takes a second.
  if (code !== null) expect(base64(Y.encodeStateAsUpdate(document.doc))).toBe(base64(before));
  expect(document.doc.store.pendingStructs).toBeNull();
  expect(document.doc.store.pendingDs).toBeNull();
  return code;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
