import { LAYER_MAPS } from "@postil/shared/document/layer-document";
import { articleText } from "@postil/shared/document/text-document";
import type { EntryKey } from "@postil/shared/protocol/frames";
import * as Y from "yjs";
import { type DecodedUpdate, decode } from "./decode.ts";
import { type Effects, type EntryEffect, findEffects } from "./effects.ts";
import { encodeParts } from "./encode.ts";
import { type EntryJudgement, LayerJudgement } from "./judge-entries.ts";
import { MarkJudgement } from "./judge-marks.ts";
import { GATE_LIMITS } from "./limits.ts";
import { Roots } from "./place.ts";
import { type ClientBlock, checkAdvance, checkDeletes, trim } from "./structure.ts";
import { type ApprovedEntry, type GateWriter, Refused, refuse, type Verdict } from "./verdict.ts";

/** A judgement that can be interrupted between slices, as long as nobody changes the document meanwhile. */
export type Judgement = Generator<undefined, Verdict, undefined>;
const SLICE = 200;
const NOTHING: Verdict = { kind: "nothing" };

/** An update of which everything is known but whether its entries may be. */
interface Pending {
  decoded: DecodedUpdate;
  effects: Effects;
  newClients: number[];
  judgement: EntryJudgement;
}

/**
 * Judges updates against one document before anything is applied. It decodes the client's bytes, cuts off what is
 * known, works out what the rest would do, asks the policy about it, and encodes it again: only those bytes may be
 * applied and stored. It reads the document and never writes to it.
 */
export class Gate {
  private readonly roots: Roots;

  /**
   * `owner`: whose a clientID is, undefined when nobody's yet. `isErased`: whether an annotation or comment of this id
   * was erased for good.
   */
  constructor(
    private readonly doc: Y.Doc,
    private readonly kind: "text" | "layer",
    private readonly owner: (client: number) => string | undefined,
    private readonly isErased: (id: string) => boolean = () => false,
  ) {
    this.roots = kind === "layer" ? new Roots(doc, LAYER_MAPS, []) : new Roots(doc, ["marks"], ["text"]);
  }

  /** `bytes` must own their ArrayBuffer, see `decode`. */
  judge(bytes: Uint8Array, writer: GateWriter): Verdict {
    try {
      const pending = this.begin(bytes, writer);
      if (pending === null) return NOTHING;
      pending.judgement.advance(Number.POSITIVE_INFINITY);
      return approve(pending);
    } catch (error) {
      return refusal(error);
    }
  }

  /** The same, yielding now and then: nobody may change the document meanwhile. */
  *judgeInSlices(bytes: Uint8Array, writer: GateWriter): Judgement {
    try {
      const pending = this.begin(bytes, writer);
      if (pending === null) return NOTHING;
      yield;
      while (!pending.judgement.advance(SLICE)) yield;
      return approve(pending);
    } catch (error) {
      return refusal(error);
    }
  }

  /** All but the policy; null when the update says nothing new. Throws Refused. */
  private begin(bytes: Uint8Array, writer: GateWriter): Pending | null {
    const store = this.doc.store;
    const { decoded, blocks } = trim(bytes, decode(bytes), store, decode);
    checkAdvance(decoded.structs, blocks);
    checkDeletes(decoded.deletes, store, blocks);
    const newClients = this.newClients(blocks, writer);
    if (this.kind === "text" && decoded.structs.length > GATE_LIMITS.textStructs) {
      refuse("limit", `one update may hold ${GATE_LIMITS.textStructs} changes at most: send it in parts`);
    }
    const effects = findEffects(decoded, blocks, store, this.roots);
    if (decoded.structs.length === 0 && effects.deletes.size === 0) return null;
    this.requireAnyRight(writer, effects);
    return { decoded, effects, newClients, judgement: this.judgementOf(effects, writer) };
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

  private judgementOf(effects: Effects, writer: GateWriter): EntryJudgement {
    if (this.kind === "layer") return new LayerJudgement(this.roots, effects.entries, writer, this.isErased);
    const length = articleText(this.doc).length + effects.inserted;
    if (length > GATE_LIMITS.textLength) refuse("limit", "the text would be too long");
    return new MarkJudgement(effects.entries);
  }
}

function refusal(error: unknown): Verdict {
  if (error instanceof Refused) return { kind: "refused", refusal: error.refusal };
  throw error;
}

function approve({ decoded, effects, newClients, judgement }: Pending): Verdict {
  const { structs } = decoded;
  const { deletes, touchesText } = effects;
  const entries: ApprovedEntry[] = [];
  for (const { root, key, previous, written, result } of effects.entries) {
    const values = previous === undefined ? written : [...written, previous];
    entries.push({ map: root, key, values, mayBeGone: result === undefined });
  }
  const restores = judgement.restores.map(({ root, key, previous }) => ({ map: root, key, value: previous }));
  const bytes = encodeParts([{ structs, deletes }]);
  return { kind: "approved", update: { bytes, structs, deletes, entries, touchesText, restores, newClients } };
}

function keysOf(entries: readonly EntryEffect[]): EntryKey[] {
  return entries.slice(0, 100).map((entry) => [entry.root, entry.key] as const);
}
