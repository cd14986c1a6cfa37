import type { GateWriter, Verdict } from "../gate/verdict.ts";
import { Batch } from "../room/batch.ts";
import { DocumentState } from "../room/document-state.ts";

const NOBODY: Omit<GateWriter, "actor"> = {
  canRead: true,
  canAnnotate: false,
  canComment: false,
  canModerate: false,
  canEditText: false,
};
export const viewer = (actor: string): GateWriter => ({ ...NOBODY, actor });
export const commenter = (actor: string): GateWriter => ({ ...NOBODY, actor, canComment: true });
export const annotator = (actor: string): GateWriter => ({ ...commenter(actor), canAnnotate: true });
export const instructor = (actor: string): GateWriter => ({
  ...annotator(actor),
  canModerate: true,
  canEditText: true,
});

/** What a room does with an update, without sockets and without a log. */
export class JudgedDocument {
  readonly state: DocumentState;

  constructor(
    kind: "text" | "layer",
    updates: Uint8Array[] = [],
    snapshot: Uint8Array | null = null,
    erased: string[] = [],
  ) {
    this.state = new DocumentState({
      name: `${kind}/0123456789abcdefghij`,
      kind,
      workspaceId: "workspace",
      articleId: "0123456789abcdefghij",
      layerId: kind === "layer" ? "0123456789abcdefghij" : null,
      layerKind: kind === "layer" ? "team" : null,
      epoch: 1,
      headSeq: updates.length,
      aclVersion: 1,
      snapshot,
      updates,
      rowBytes: 0,
      clients: new Map(),
      erased: new Set(erased),
    });
  }

  get doc() {
    return this.state.doc;
  }

  /** Judges, applies what was approved, and throws when the document then differs from what was approved. */
  submit(bytes: Uint8Array, writer: GateWriter): Verdict {
    const verdict = this.state.gate.judge(new Uint8Array(bytes), writer);
    if (verdict.kind !== "approved") return verdict;
    const batch = new Batch(this.state);
    const applied = this.state.apply(() => batch.add(writer.actor, verdict.update), "test");
    batch.verify(applied);
    return verdict;
  }

  /** The code of the refusal; null when it was not refused. */
  refusal(bytes: Uint8Array, writer: GateWriter): string | null {
    const verdict = this.submit(bytes, writer);
    return verdict.kind === "refused" ? verdict.refusal.code : null;
  }
}
