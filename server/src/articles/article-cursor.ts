import { z } from "zod";
import { invalid } from "../platform/errors.ts";

/** Where a page of the list ended: the value it is sorted by, and the article's id. */
export interface ArticleCursor {
  key: string;
  id: string;
}

const cursorSchema = z.tuple([z.string(), z.string().max(400), z.string().max(64)]);

/** `sort` goes with it: a cursor of one order means nothing in another. */
export function encodeCursor(sort: string, cursor: ArticleCursor): string {
  return Buffer.from(JSON.stringify([sort, cursor.key, cursor.id])).toString("base64url");
}

export function decodeCursor(
  sort: string,
  encoded: string | undefined,
  isKey: (key: string) => boolean,
): ArticleCursor | null {
  if (encoded === undefined) return null;
  try {
    const [made, key, id] = cursorSchema.parse(JSON.parse(Buffer.from(encoded, "base64url").toString("utf8")));
    if (made === sort && isKey(key) && !key.includes("\0") && !id.includes("\0")) return { key, id };
  } catch {
    // Answered below, as a cursor of another list is.
  }
  throw invalid([{ path: "cursor", message: "must be a nextCursor of this list in the same order" }]);
}
