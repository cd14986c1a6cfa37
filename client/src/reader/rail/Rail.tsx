import { SegmentedControl } from "@mantine/core";
import type { Article, ArticleListItem } from "@postil/shared/schema/article";
import { Keyboard, PencilLine, Printer, Search } from "lucide-react";
import { useContext, useEffect, useState } from "react";
import { Link } from "react-router";
import type { AnnotationFilter } from "../../annotations/filters.ts";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { KeyHint } from "../../commands/KeyHint.tsx";
import { commands } from "../../commands/use-commands.ts";
import { ReadingProgress } from "../../ui/ReadingProgress.tsx";
import { AskedContext } from "../asked.ts";
import { BinButton } from "../bin/BinButton.tsx";
import type { Block } from "../blocks.ts";
import { words as copyWords } from "../copy/words.ts";
import { useReaderRoom } from "../reader-context.ts";
import { useReader } from "../reader-store.ts";
import { words as searchWords } from "../search/words.ts";
import type { ConsensusFlow } from "../use-consensus.ts";
import type { LayerChoice } from "../use-layer-choice.ts";
import { words } from "../words.ts";
import { AgreementPanel } from "./AgreementPanel.tsx";
import { Filters } from "./Filters.tsx";
import { LayerSwitch } from "./LayerSwitch.tsx";
import { Outline } from "./Outline.tsx";
import { PublishAll, type PublishAllProps } from "./PublishAll.tsx";
import type { ReadingPreferences } from "./preferences.ts";
import styles from "./rail.module.css";
import tools from "./rail-tools.module.css";

interface RailProps {
  article: Article;
  articles: readonly ArticleListItem[];
  layers: LayerChoice;
  /** Of the layer that is written into, what can be published and how. */
  publish: PublishAllProps | null;
  /** Null but in an agreed layer. */
  consensus: ConsensusFlow | null;
  annotations: readonly ResolvedAnnotation[];
  filter: AnnotationFilter;
  onFilter: (filter: AnnotationFilter) => void;
  /** The filters take the keyboard at once. */
  filtersWanted: boolean;
  onFiltersTaken: () => void;
  blocks: readonly Block[];
  onOutline: (offset: number) => void;
  preferences: ReadingPreferences;
  onPreferences: (change: Partial<ReadingPreferences>) => void;
  onKeys: () => void;
  /** Something was opened in the text: where the rail lies over it, it goes. */
  onGone: () => void;
}

/** How long the list of articles is waited for, in ms, before what stands below it is shown without it. */
const PATIENCE = 5_000;

/** Beside the text: where else to read, which layer is written into, what is shown. */
export function Rail(props: RailProps) {
  const { article, articles } = props;
  const Asked = useContext(AskedContext);
  const listed = useListed(articles.length > 0);
  return (
    <nav className={styles.rail} aria-label={words.rail.label}>
      {Asked && <Asked workspaceId={article.workspaceId} articleId={article.id} />}
      <section className={styles.section}>
        <h2 className={styles.heading}>{words.rail.layer}</h2>
        <LayerSwitch layers={props.layers} />
        {props.publish && <PublishAll {...props.publish} />}
        {props.consensus && <AgreementPanel consensus={props.consensus} onGone={props.onGone} />}
      </section>
      <section className={styles.section}>
        <h2 className={styles.heading}>{words.rail.articles}</h2>
        <ul className={styles.articles}>
          {articles.map((one) => (
            <li key={one.id}>
              <Link
                to={`/a/${one.id}`}
                className={styles.article}
                {...(one.id === article.id ? { "aria-current": "page" as const } : {})}
              >
                <span>
                  <span className={styles.articleTitle}>{one.title}</span>
                  {one.id === article.id ? (
                    <ProgressHere article={one} />
                  ) : (
                    one.reading && <ReadingProgress furthest={one.reading.furthest} length={one.length} />
                  )}
                </span>
                <span className={styles.count} title={words.rail.annotations(one.annotationCount)}>
                  {one.annotationCount}
                  <span className="visually-hidden"> {words.rail.annotations(one.annotationCount)}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
        <Link to={`/w/${article.workspaceId}`} className={styles.all}>
          {words.rail.allArticles}
        </Link>
      </section>
      {listed && <Rest {...props} />}
    </nav>
  );
}

/** How far one is in the open article: there from the first, so that nothing moves when one begins to read. */
function ProgressHere({ article }: { article: ArticleListItem }) {
  const { store } = useReaderRoom();
  const now = useReader(store, ({ furthest }) => furthest);
  return <ReadingProgress furthest={now ?? article.reading?.furthest ?? null} length={article.length} />;
}

/** What would be pushed down when the list of articles comes is shown after it. */
function useListed(arrived: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return arrived || late;
}

/** Below the list of articles. */
function Rest(props: RailProps) {
  const { article, preferences, onPreferences } = props;
  return (
    <>
      <Outline blocks={props.blocks} onGo={props.onOutline} />
      <Filters
        annotations={props.annotations}
        filter={props.filter}
        onFilter={props.onFilter}
        wanted={props.filtersWanted}
        onWantedTaken={props.onFiltersTaken}
      />
      <section className={styles.section}>
        <h2 className={styles.heading}>{words.rail.colour}</h2>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={words.rail.colour}
          value={preferences.colourBy}
          onChange={(value) => onPreferences({ colourBy: value === "person" ? "person" : "tag" })}
          data={[
            { value: "tag", label: words.rail.byTag },
            { value: "person", label: words.rail.byPerson },
          ]}
        />
      </section>
      <div className={tools.list}>
        <button type="button" className={tools.tool} onClick={() => commands.run("reader.search")}>
          <Search size={16} aria-hidden /> {searchWords.open} <KeyHint>/</KeyHint>
        </button>
        <Link to={`/a/${article.id}/copy`} className={tools.tool}>
          <Printer size={16} aria-hidden /> {copyWords.command}
        </Link>
        <CorrectLink />
      </div>
      <BinButton />
      <button type="button" className={styles.keys} onClick={props.onKeys}>
        <Keyboard size={16} aria-hidden /> {words.rail.keys} <KeyHint>?</KeyHint>
      </button>
    </>
  );
}

/** For those who may correct the text. */
function CorrectLink() {
  const { article, sessions } = useReaderRoom();
  if (!sessions.text.hello?.canEditText) return null;
  return (
    <Link to={`/a/${article.id}/correct`} className={tools.tool}>
      <PencilLine size={16} aria-hidden /> {words.keys.correct}
    </Link>
  );
}
