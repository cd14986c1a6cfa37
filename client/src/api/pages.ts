import { z } from "zod";
import { api, queryString } from "./http.ts";

/** An answer `{items, nextCursor}`; a list that comes whole may leave the cursor out. */
export function listSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable().default(null) });
}

const PAGE = 200;

/** Follows the cursors of a list to its end. For lists that a page shows whole: members, tags, articles. */
export async function fetchAll<T extends z.ZodType>(
  path: string,
  item: T,
  signal?: AbortSignal,
  query: Readonly<Record<string, string>> = {},
): Promise<z.output<T>[]> {
  const schema = listSchema(item);
  const all: z.output<T>[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: z.output<T>[]; nextCursor: string | null } = await api.get(
      `${path}${queryString({ ...query, limit: PAGE, cursor })}`,
      schema,
      { signal },
    );
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}
