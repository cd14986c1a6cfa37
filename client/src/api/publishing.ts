import { MAX_PUBLISHED, publishAnswerSchema } from "@postil/shared/schema/publishing";
import { api } from "./http.ts";

/** Moves annotations of one's private layer to the team's. Of many, those before one that fails are published. */
export async function publishAnnotations(layerId: string, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += MAX_PUBLISHED) {
    const annotations = ids.slice(from, from + MAX_PUBLISHED);
    await api.post(`/layers/${layerId}/publish`, { annotations }, publishAnswerSchema);
  }
}
