import { LAYER_MAPS } from "@postil/shared/document/layer-document";
import { articleText } from "@postil/shared/document/text-document";
import type { EntryKey } from "@postil/shared/protocol/frames";
import * as Y from "yjs";
import { type DecodedUpdate, decode } from "./decode.ts";
import { type Effects, type EntryEffect, findEffects } from "./effects.ts";
import { encodeParts } from "./encode.ts";
import { judgeLayerEntries, judgeMarks, type Slices } from "./judge-entries.ts";
import { GATE_LIMITS } from "./limits.ts";
import { Roots } from "./place.ts";
import { type ClientBlock, checkAdvance, checkDeletes, trim } from "./structure.ts";
import { type ApprovedUpdate, type GateWriter, Refused, refuse, type Verdict } from "./verdict.ts";

/** A judgement that can be interrupted between slices, as long as nobody changes the document meanwhile. */
export type Judgement = Generator<undefined, Verdict, undefined>;

/**
 * Judges updates against one document before anything is applied. It decodes the client's bytes, cuts off what is
 * known, works out what the rest would do, asks the policy about it, and encodes it again: only those bytes may be
 * applied and stored. It reads the document and never writes to it.
 */
export class Gate {
  private readonly roots: Roots;

  /** `owner`: whose a clientID is, undefined when nobody's yet. */
  constructor(
    private readonly doc: Y.Doc,
    private readonly kind: "text" | "layer",
    private readonly owner: (client: number) => string | undefined,
  ) {
    this.roots = kind === "layer" ? new Roots(doc, LAYER_MAPS, []) : new Roots(doc, ["marks"], ["text"]);
  }

  /** `bytes` must own their ArrayBuffer, see `decode`. */
  judge(bytes: Uint8Array, writer: GateWriter): Verdict {
    const steps = this.judgeInSlices(bytes, writer);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  *judgeInSlices(bytes: Uint8Array, writer: GateWriter): Judgement {
    try {
      return yield* this.steps(bytes, writer);
    } catch (error) {
      if (error instanceof Refused) return { kind: "refused", refusal: error.refusal };
      throw error;
    }
  }

  private *steps(bytes: Uint8Array, writer: GateWriter): Judgement {
    const store = this.doc.store;
    const { decoded, blocks } = trim(bytes, decode(bytes), store, decode);
    checkAdvance(decoded.structs, blocks);
    checkDeletes(decoded.deletes, store, blocks);
    const newClients = this.newClients(blocks, writer);
    if (this.kind === "text" && decoded.structs.length > GATE_LIMITS.textStructs) {
      refuse("limit", `one update may hold ${GATE_LIMITS.textStructs} changes at most: send it in parts`);
    }
    const effects = findEffects(decoded, blocks, store, this.roots);
    if (decoded.structs.length === 0 && effects.deletes.size === 0) return { kind: "nothing" };
    this.requireAnyRight(writer, effects);
    const restores = yield* this.judgeEffects(effects, writer);
    return { kind: "approved", update: approve(decoded, effects, restores, newClients) };
  }

  /** New structs belong to their clientID's owner, who is the first to have used it. */
  private newClients(blocks: ReadonlyMap<number, ClientBlock>, writer: GateWriter): number[] {
    const added: number[] = [];
    for (const client of blocks.keys()) {
      const owner = this.owner(client);
      if (owner === undefined) added.push(client);
      else if (owner !== writer.actor) {
        refuse("client", "the update is written under somebody else's client id", { cause: "foreign" });
      }
    }
    if (added.length > GATE_LIMITS.newClients) refuse("limit", "the update brings too many client ids at once");
    return added;
  }

  private requireAnyRight(writer: GateWriter, effects: Effects): void {
    if (writer.system) return;
    const may = this.kind === "text" ? writer.canEditText : writer.canAnnotate || writer.canComment;
    if (may) return;
    const what = this.kind === "text" ? "correct this text" : "write in this layer";
    refuse("role", `your role may not ${what}`, { keys: keysOf(effects.entries) });
  }

  private judgeEffects(effects: Effects, writer: GateWriter): Slices {
    if (this.kind === "layer") return judgeLayerEntries(this.doc, effects.entries, writer);
    const length = articleText(this.doc).length + effects.inserted;
    if (length > GATE_LIMITS.textLength) refuse("limit", "the text would be too long");
    return judgeMarks(effects.entries);
  }
}

function approve(
  decoded: DecodedUpdate,
  effects: Effects,
  restores: readonly EntryEffect[],
  newClients: number[],
): ApprovedUpdate {
  const part = { structs: decoded.structs, deletes: effects.deletes };
  return {
    ...part,
    bytes: encodeParts([part]),
    entries: effects.entries.map(({ root, key, previous, written, result }) => ({
      map: root,
      key,
      values: previous === undefined ? written : [...written, previous],
      mayBeGone: result === undefined,
    })),
    touchesText: effects.touchesText,
    restores: restores.map(({ root, key, previous }) => ({ map: root, key, value: previous })),
    newClients,
  };
}

function keysOf(entries: readonly EntryEffect[]): EntryKey[] {
  return entries.slice(0, 100).map((entry) => [entry.root, entry.key] as const);
}
