import { Button, Checkbox } from "@mantine/core";
import { ArrowLeft, Printer } from "lucide-react";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import { type AnnotationFilter, NO_FILTER } from "../../annotations/filters.ts";
import { type ResolvedAnnotation, useAnnotations } from "../../annotations/use-annotations.ts";
import { Loading } from "../../ui/Loading.tsx";
import { ArticleHeader } from "../ArticleHeader.tsx";
import { Filters } from "../rail/Filters.tsx";
import { LayerSwitch } from "../rail/LayerSwitch.tsx";
import { textLanguage } from "../text-language.ts";
import { useArticleText } from "../use-article-text.ts";
import type { ReaderStateOptions } from "../use-reader-state.ts";
import { useSettled } from "../use-settled.ts";
import { useShown } from "../use-shown.ts";
import { CopyNote } from "./CopyNote.tsx";
import { CopyText } from "./CopyText.tsx";
import styles from "./copy.module.css";
import { numberNotes } from "./numbering.ts";
import { words } from "./words.ts";

const nothing = () => undefined;

/** `/a/:articleId/copy`: the article with numbered notes, to read or to print, with nothing else on the page. */
export function CopyView({ article, room, text: textSession, layer, layers, others }: ReaderStateOptions) {
  const [filter, setFilter] = useState<AnnotationFilter>(NO_FILTER);
  const [threads, setThreads] = useState(true);
  const reading = useArticleText(textSession);
  const own = useAnnotations(layer, textSession);
  const { all, roomOf, shown, placed, loose } = useShown(room, own, others, filter);
  const settled = useSettled(layer.synced);
  const numbered = useMemo(() => numberNotes(placed), [placed]);

  const text = reading?.text ?? "";
  const language = useMemo(() => textLanguage(text, article.attributes), [text, article.attributes]);
  const titled = reading?.blocks[0]?.content.text.trim() === article.title.trim();
  const note = (annotation: ResolvedAnnotation, number: number | null) => (
    <CopyNote
      key={annotation.id}
      annotation={annotation}
      room={roomOf(annotation.id)}
      number={number}
      text={text}
      language={language}
      threads={threads}
    />
  );
  const whole = loose.filter(({ on }) => on !== "passage");
  const orphaned = loose.filter(({ on }) => on === "passage");
  return (
    <>
      <div className={styles.tools}>
        <Button
          component={Link}
          to={`/a/${article.id}`}
          variant="default"
          leftSection={<ArrowLeft size={16} aria-hidden />}
        >
          {words.back}
        </Button>
        <Button leftSection={<Printer size={16} aria-hidden />} onClick={() => window.print()} disabled={!reading}>
          {words.print}
        </Button>
        <details className={styles.choose}>
          <summary>{words.choose}</summary>
          <div className={styles.choices}>
            <section>
              <h2>{words.layers}</h2>
              <LayerSwitch layers={layers} />
            </section>
            <Filters annotations={all} filter={filter} onFilter={setFilter} wanted={false} onWantedTaken={nothing} />
            <Checkbox
              label={words.threads}
              checked={threads}
              onChange={(event) => setThreads(event.currentTarget.checked)}
            />
          </div>
        </details>
      </div>
      <main id="main" tabIndex={-1} className={styles.page}>
        <ArticleHeader article={article} text={reading?.text ?? null} language={language} titled={titled} />
        {reading ? (
          <article className={styles.text} lang={language} data-titled={titled || undefined}>
            <CopyText blocks={reading.blocks} text={text} numbered={numbered} />
          </article>
        ) : (
          <Loading label={words.loading} />
        )}
        {reading && (settled || all.length > 0) && (
          <section className={styles.notes} aria-labelledby="copy-notes">
            <h2 id="copy-notes">{words.notes}</h2>
            {shown.length === 0 && <p className={styles.none}>{words.none}</p>}
            {whole.length > 0 && (
              <>
                <h3>{words.whole}</h3>
                <ul className={styles.list}>{whole.map((one) => note(one, null))}</ul>
              </>
            )}
            {numbered.length > 0 && (
              <ol className={styles.list}>{numbered.map(({ note: one, number }) => note(one, number))}</ol>
            )}
            {orphaned.length > 0 && (
              <>
                <h3>{words.orphaned}</h3>
                <ul className={styles.list}>{orphaned.map((one) => note(one, null))}</ul>
              </>
            )}
          </section>
        )}
      </main>
    </>
  );
}
