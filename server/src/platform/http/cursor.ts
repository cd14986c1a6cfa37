import { idSchema } from "@postil/shared/schema/ids";
import type { Page } from "@postil/shared/schema/text-fields";
import { z } from "zod";
import { invalid } from "../errors.ts";

/** Where a page of a list in order of (time, id) ended. `at`: ISO 8601 with milliseconds. */
export interface TimeCursor {
  at: string;
  id: string;
}

/** PostgreSQL knows no year 0, and no fraction of a second as long as JSON may hold. */
const timeCursorSchema = z.tuple([z.iso.datetime({ precision: 3 }).refine((at) => !at.startsWith("0000")), idSchema]);

/** Reads `?cursor=`; null without one. Throws 422 on what this server did not write. */
export function readTimeCursor(cursor: string | undefined): TimeCursor | null {
  if (cursor === undefined) return null;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    value = undefined;
  }
  const parsed = timeCursorSchema.safeParse(value);
  if (!parsed.success) {
    throw invalid([
      { path: "cursor", message: "is not the nextCursor of an earlier page; leave it out to begin anew" },
    ]);
  }
  return { at: parsed.data[0], id: parsed.data[1] };
}

export function writeTimeCursor({ at, id }: TimeCursor): string {
  return Buffer.from(JSON.stringify([at, id])).toString("base64url");
}

/** Makes a page of `rows`, of which one more than `limit` was asked for. */
export function toPage<R, T>(
  rows: R[],
  limit: number,
  toItem: (row: R) => T,
  toCursor: (row: R) => TimeCursor,
): Page<T> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(toItem),
    nextCursor: last === undefined ? null : writeTimeCursor(toCursor(last)),
  };
}
