import { decodePosition } from "@postil/shared/anchor/relative-position";
import { articleMarks, articleText, type MarkRange } from "@postil/shared/document/text-document";
import { textMarkSchema } from "@postil/shared/schema/text-mark";
import { useEffect, useMemo, useRef, useState } from "react";
import type * as Y from "yjs";
import type { DocumentSession } from "../sync/document-session.ts";
import { type Block, buildBlocks } from "./blocks.ts";

export interface ArticleText {
  text: string;
  blocks: readonly Block[];
}

/** The marks of a text document by offset; those that name no place, or are not marks at all, are left out. */
function readMarks(doc: Y.Doc): MarkRange[] {
  const text = articleText(doc);
  const ranges: MarkRange[] = [];
  for (const value of articleMarks(doc).values()) {
    const mark = textMarkSchema.safeParse(value);
    if (!mark.success) continue;
    const from = decodePosition(doc, text, mark.data.start);
    const to = decodePosition(doc, text, mark.data.end);
    if (from === null || to === null || from >= to) continue;
    ranges.push({ kind: mark.data.kind, from, to, ...(mark.data.href === undefined ? {} : { href: mark.data.href }) });
  }
  return ranges;
}

/** The article as blocks, kept up to date; `null` until its text is there. */
export function useArticleText(session: DocumentSession | null): ArticleText | null {
  const doc = session?.doc ?? null;
  const [version, setVersion] = useState(0);
  const previous = useRef<readonly Block[]>([]);

  useEffect(() => {
    if (!doc) return;
    let frame = 0;
    const changed = () => {
      // Several edits in one frame are one rendering.
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        setVersion((count) => count + 1);
      });
    };
    const text = articleText(doc);
    const marks = articleMarks(doc);
    text.observe(changed);
    marks.observe(changed);
    changed();
    return () => {
      cancelAnimationFrame(frame);
      text.unobserve(changed);
      marks.unobserve(changed);
    };
  }, [doc]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: version stands for what the document holds
  return useMemo(() => {
    if (!doc) return null;
    const text = articleText(doc).toString();
    if (text === "") return null;
    const blocks = buildBlocks(text, readMarks(doc), previous.current);
    previous.current = blocks;
    return { text, blocks };
  }, [doc, version]);
}
