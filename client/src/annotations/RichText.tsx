import { plainText } from "@postil/shared/schema/comment";
import { type ComponentType, lazy, Suspense } from "react";
import { mayHoldMarkdown } from "../ui/markdown-marks.ts";
import styles from "./rich-text.module.css";
import { readerName, useRoom } from "./room.ts";

interface RichTextProps {
  text: string;
  /** Three lines of it. */
  clamped?: boolean;
  /** A memo: with headings, quotes and rules. */
  long?: boolean;
  className?: string | undefined;
}

// Without it (offline, a server that was replaced) words are shown as they were typed.
const MarkdownText = lazy<ComponentType<{ text: string; long?: boolean }>>(() =>
  import("./MarkdownText.tsx").then(
    (module) => ({ default: module.MarkdownText }),
    () => ({ default: Typed }),
  ),
);

/** The words of a note or a comment: Markdown's inline marks, links and lists, with mentions by the names of today. */
export function RichText({ text, clamped = false, long = false, className = styles.note }: RichTextProps) {
  return (
    <div className={className} data-clamped={clamped || undefined} dir="auto">
      {mayHoldMarkdown(text, { long }) ? (
        <Suspense fallback={<Typed text={text} />}>
          <MarkdownText text={text} long={long} />
        </Suspense>
      ) : (
        <Typed text={text} />
      )}
    </div>
  );
}

function Typed({ text }: { text: string }) {
  const room = useRoom();
  return <div className={styles.typed}>{plainText(text, (actor) => readerName(room, actor))}</div>;
}
