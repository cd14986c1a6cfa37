import { useEffect, useMemo, useState } from "react";

/** How long a text rests before it is counted again, in ms: counting takes as long as a few frames. */
const REST = 1_500;

/**
 * About how many words a text has; 0 before it is there. Counted at once when it comes, so that nothing moves for it
 * later, and anew once nobody has changed it for a while.
 */
export function useWordCount(text: string | null, language: string | undefined): number {
  const arrived = text !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: as it is when it comes; what changes it is counted later
  const first = useMemo(() => ({ text, count: text === null ? 0 : countWords(text, language) }), [arrived, language]);
  const [later, setLater] = useState<{ after: typeof first; count: number } | null>(null);
  useEffect(() => {
    if (text === null || text === first.text) return;
    const timer = setTimeout(() => setLater({ after: first, count: countWords(text, language) }), REST);
    return () => clearTimeout(timer);
  }, [text, language, first]);
  return later?.after === first ? later.count : first.count;
}

/** Of the first 200,000 characters exactly, of longer texts by their share: a number to plan an hour by. */
export function countWords(text: string, language: string | undefined): number {
  const part = text.slice(0, 200_000);
  let count = 0;
  for (const { isWordLike } of new Intl.Segmenter(language, { granularity: "word" }).segment(part)) {
    if (isWordLike) count++;
  }
  return Math.round(count * (text.length / Math.max(1, part.length)));
}
