import { isLeavingOut } from "../annotations/agreement.ts";
import { quoteOf } from "../annotations/quote.ts";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import { LayerCard } from "./other-layers.tsx";
import { type ReaderStore, useReader } from "./reader-store.ts";
import styles from "./reading-room.module.css";
import { words } from "./words.ts";

interface LooseAnnotationsProps {
  /** Those that stand nowhere in the text. */
  annotations: readonly ResolvedAnnotation[];
  text: string;
  store: ReaderStore;
  onOpen: (id: string) => void;
  onFieldTaken: () => void;
  onLeave: () => void;
}

/** Below the text: annotations on the whole article, and those whose passage is gone, with the words it had. */
export function LooseAnnotations({ annotations, text, store, onOpen, onFieldTaken, onLeave }: LooseAnnotationsProps) {
  const focused = useReader(store, (state) => state.focused);
  const field = useReader(store, (state) => state.field);
  const groups = [
    {
      title: words.margin.wholeArticle,
      help: null,
      of: annotations.filter((one) => one.on !== "passage" && !isLeavingOut(one)),
    },
    { title: words.margin.leftOut, help: null, of: annotations.filter(isLeavingOut) },
    {
      title: words.margin.orphaned,
      help: words.margin.orphanedHelp,
      of: annotations.filter(({ on }) => on === "passage"),
    },
  ];
  return groups.map(
    ({ title, help, of }) =>
      of.length > 0 && (
        <section key={title} className={styles.loose} aria-label={title}>
          <h2>
            {title} <span className={styles.looseCount}>{of.length}</span>
          </h2>
          {help && <p className={styles.looseHelp}>{help}</p>}
          {of.map((annotation) => (
            <LayerCard
              key={annotation.id}
              annotation={annotation}
              quote={quoteOf(text, annotation)}
              focused={annotation.id === focused}
              field={annotation.id === focused ? field : null}
              onOpen={onOpen}
              onFieldTaken={onFieldTaken}
              onLeave={onLeave}
            />
          ))}
        </section>
      ),
  );
}
