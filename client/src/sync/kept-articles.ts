import { useEffect, useState } from "react";
import { keptArticleIds } from "../api/kept/kept-answers.ts";
import { localDatabase } from "./local-database.ts";

/** Articles that this person can open here without a network: both what they are and their text are kept. */
async function keptArticles(userId: string): Promise<Set<string>> {
  try {
    const known = await keptArticleIds(userId);
    const tx = (await localDatabase()).transaction(["copies", "updates"]);
    const kept = new Set<string>();
    for (const id of known) {
      for (const copy of await tx
        .objectStore("copies")
        .index("place")
        .getAllKeys([userId, `text/${id}`])) {
        if ((await tx.objectStore("updates").index("copy").count(copy)) > 0) kept.add(id);
      }
    }
    await tx.done;
    return kept;
  } catch {
    return new Set();
  }
}

/** The same; null while it is being looked up, or while nobody wants to know. */
export function useKeptArticles(userId: string, wanted = true): ReadonlySet<string> | null {
  const [kept, setKept] = useState<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!wanted) return setKept(null);
    let left = false;
    void keptArticles(userId).then((found) => {
      if (!left) setKept(found);
    });
    return () => {
      left = true;
    };
  }, [userId, wanted]);
  return kept;
}
