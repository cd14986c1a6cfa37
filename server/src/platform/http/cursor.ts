import { idSchema } from "@postil/shared/schema/ids";
import type { Page } from "@postil/shared/schema/text-fields";
import { z } from "zod";
import { type AppError, invalid } from "../errors.ts";

/** Where a page of a list in order of (time, id) ended. `at`: ISO 8601 with milliseconds. */
export interface TimeCursor {
  at: string;
  id: string;
}

/** PostgreSQL knows no year 0, and no fraction of a second as long as JSON may hold. */
const timeCursorSchema = z.tuple([z.iso.datetime({ precision: 3 }).refine((at) => !at.startsWith("0000")), idSchema]);

/** What `?cursor=` carries, opaque to callers. `parts` as JSON can hold them. */
export function encodeCursor(parts: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** Throws 422 on what this server did not write for this list, which `schema` tells. */
export function decodeCursor<T>(cursor: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    throw foreignCursor();
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw foreignCursor();
  return parsed.data;
}

function foreignCursor(): AppError {
  const message = "must be a nextCursor of this list in the same order; leave it out to begin anew";
  return invalid([{ path: "cursor", message }]);
}

/** Reads `?cursor=`; null without one. Throws 422 on what this server did not write. */
export function readTimeCursor(cursor: string | undefined): TimeCursor | null {
  if (cursor === undefined) return null;
  const [at, id] = decodeCursor(cursor, timeCursorSchema);
  return { at, id };
}

/** Makes a page of `rows`, of which one more than `limit` was asked for. */
export function toPage<R, T>(
  rows: R[],
  limit: number,
  toItem: (row: R) => T,
  toCursor: (row: R) => TimeCursor,
): Page<T> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const cursor = last === undefined ? null : toCursor(last);
  return {
    items: rows.slice(0, limit).map(toItem),
    nextCursor: cursor ? encodeCursor([cursor.at, cursor.id]) : null,
  };
}
