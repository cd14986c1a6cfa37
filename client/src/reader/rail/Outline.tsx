import type { Block } from "../blocks.ts";
import { words } from "../words.ts";
import styles from "./rail.module.css";

interface OutlineProps {
  blocks: readonly Block[];
  onGo: (offset: number) => void;
}

/** The article's headings; nothing where there are none. */
export function Outline({ blocks, onGo }: OutlineProps) {
  const headings = blocks.filter(
    ({ content }) => content.kind === "h1" || content.kind === "h2" || content.kind === "h3",
  );
  if (headings.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>{words.rail.outline}</h2>
      <ul className={styles.outline}>
        {headings.map(({ key, from, content }) => (
          <li key={key} data-level={content.kind}>
            <button type="button" className={styles.outlineItem} onClick={() => onGo(from)}>
              {content.text}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
