import { articleText } from "@postil/shared/document/text-document";
import type { Append } from "../update-log.ts";
import type { Batch } from "./batch.ts";
import type { RoomDependencies } from "./dependencies.ts";
import type { Applied, DocumentState } from "./document-state.ts";

/** A batch as the log takes it: `update` is what it has changed, applied to `state`. */
export function appendOf(
  { batch, applied, update }: { batch: Batch; applied: Applied; update: Uint8Array },
  state: DocumentState,
  { derived: writer, text: textNow }: Pick<RoomDependencies, "derived" | "text">,
  aclVersion: number,
  receivedAt: number,
): Append {
  const { name, layerId, articleId, workspaceId } = state.loaded;
  const touched = batch.touched();
  let derived: Append["derived"] = null;
  if (writer && textNow && state.reader && layerId !== null && touched.size > 0) {
    const { reader } = state;
    derived = writer.derive({ layerId, articleId, workspaceId, reader, touched, text: textNow(), receivedAt });
  }
  return {
    document: name,
    layerId,
    epoch: state.epoch,
    headSeq: state.headSeq,
    aclVersion,
    rows: batch.rows(update),
    clients: batch.clients(applied),
    revisions: batch.revisions(),
    derived,
    textLength: state.kind === "text" ? articleText(state.doc).length : null,
  };
}
