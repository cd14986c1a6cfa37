import { articleSchema, layerInfoSchema } from "@postil/shared/schema/article";
import type { layerOperationSchema } from "@postil/shared/schema/layer-operation";
import type { z } from "zod";
import { api } from "../api/http.ts";
import type { RecoveredRow } from "./recovered-row.ts";

type Operation = z.input<typeof layerOperationSchema>;
type Entry = Record<string, unknown>;

/**
 * The annotations of a row as they would be made in another layer, with their places, notes, tags and comments. They
 * keep their ids, so that a second time is refused. Changes of what stands elsewhere can't be made there: they are left.
 */
export function operationsOf({ items }: RecoveredRow): Operation[] {
  const made = items.filter(({ map, value }) => map === "annotations" && value !== null);
  const entry = (map: string, key: string) =>
    items.find((one) => one.map === map && one.key === key)?.value as Entry | undefined;
  return made.flatMap(({ key: id, value }) => {
    const note = entry("notes", id)?.text;
    const anchor = entry("anchors", id);
    const tags = items.flatMap(({ map, key, value: tag }) => {
      const parts = map === "tags" && tag !== null ? key.split("/") : [];
      return parts[0] === id && parts[1] ? [parts[1]] : [];
    });
    const annotate = {
      ...{ op: "annotate", id, on: (value as Entry).on, tags },
      ...(anchor ? { anchor } : {}),
      ...(typeof note === "string" && note !== "" ? { note } : {}),
    } as Operation;
    const comments = items
      .filter((one) => one.map === "comments" && (one.value as Entry | null)?.annotation === id)
      .map(({ key, value: comment }) => {
        const { parent } = comment as Entry;
        return { op: "comment", id: key, annotation: id, parent, text: entry("commentTexts", key)?.text } as Operation;
      })
      .filter((one) => one.op === "comment" && typeof one.text === "string" && one.text !== "");
    return [annotate, ...comments];
  });
}

/** Makes them in the article's team layer, or in one's own private one. Throws `ApiError` with what to tell the person. */
export async function copyTo(kind: "team" | "private", row: RecoveredRow): Promise<void> {
  const articleId = row.about?.articleId;
  if (articleId === undefined) throw new Error("nobody said which article this belongs to");
  const layer =
    kind === "private"
      ? await api.post(`/articles/${articleId}/layers`, { kind }, layerInfoSchema)
      : (await api.get(`/articles/${articleId}`, articleSchema)).layers.find((one) => one.kind === kind);
  await api.post(`/layers/${layer?.id}/operations`, { operations: operationsOf(row) });
}
