import { readMarks } from "@postil/shared/anchor/text-edits";
import { articleMarks, articleText } from "@postil/shared/document/text-document";
import { useEffect, useMemo, useRef, useState } from "react";
import type { DocumentSession } from "../sync/document-session.ts";
import { type Block, buildBlocks } from "./blocks.ts";

export interface ArticleText {
  text: string;
  blocks: readonly Block[];
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
