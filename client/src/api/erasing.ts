import { type EraseAnswer, eraseAnswerSchema, MAX_ERASED } from "@postil/shared/schema/erasure";
import { api } from "./http.ts";

/** Erases deleted annotations and comments of a layer for good. Of many, those before one that fails are gone. */
export async function eraseForGood(layerId: string, ids: readonly string[]): Promise<EraseAnswer> {
  const all = { annotations: 0, comments: 0 };
  for (let from = 0; from < ids.length; from += MAX_ERASED) {
    const some = { ids: ids.slice(from, from + MAX_ERASED) };
    const gone = await api.post(`/layers/${layerId}/erase`, some, eraseAnswerSchema);
    all.annotations += gone.annotations;
    all.comments += gone.comments;
  }
  return all;
}
