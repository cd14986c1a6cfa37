import { Button } from "@mantine/core";
import { Anchor } from "lucide-react";
import { Fragment } from "react";
import { isLeavingOut } from "../annotations/agreement.ts";
import { quoteOf } from "../annotations/quote.ts";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import { LayerCard } from "./other-layers.tsx";
import { type ReaderStore, useReader } from "./reader-store.ts";
import styles from "./reading-room.module.css";
import { words as reattachWords } from "./reattach/words.ts";
import { words } from "./words.ts";

interface LooseAnnotationsProps {
  /** Those that stand nowhere in the text. */
  annotations: readonly ResolvedAnnotation[];
  text: string;
  /** Leads to giving one another passage; null where one may not. */
  attach: (id: string) => (() => void) | null;
  store: ReaderStore;
  onOpen: (id: string) => void;
  onFieldTaken: () => void;
  onLeave: () => void;
}

/** Below the text: what was left out of an agreed layer, and annotations whose passage is gone, with the words it had. */
export function LooseAnnotations({
  annotations,
  text,
  attach,
  store,
  onOpen,
  onFieldTaken,
  onLeave,
}: LooseAnnotationsProps) {
  const focused = useReader(store, (state) => state.focused);
  const field = useReader(store, (state) => state.field);
  const groups = [
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
            <Fragment key={annotation.id}>
              <LayerCard
                annotation={annotation}
                quote={quoteOf(text, annotation)}
                focused={annotation.id === focused}
                field={annotation.id === focused ? field : null}
                onOpen={onOpen}
                onFieldTaken={onFieldTaken}
                onLeave={onLeave}
              />
              {annotation.on === "passage" && <AttachButton onClick={attach(annotation.id)} />}
            </Fragment>
          ))}
        </section>
      ),
  );
}

function AttachButton({ onClick }: { onClick: (() => void) | null }) {
  if (!onClick) return null;
  return (
    <Button variant="subtle" size="compact-sm" leftSection={<Anchor size={14} aria-hidden />} onClick={onClick}>
      {reattachWords.begin}
    </Button>
  );
}
