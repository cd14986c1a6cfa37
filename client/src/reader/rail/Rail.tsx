import { SegmentedControl } from "@mantine/core";
import type { Article, ArticleListItem } from "@postil/shared/schema/article";
import { Keyboard } from "lucide-react";
import { useContext } from "react";
import { Link } from "react-router";
import type { AnnotationFilter } from "../../annotations/filters.ts";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { AskedContext } from "../asked.ts";
import type { Block } from "../blocks.ts";
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

/** Beside the text: where else to read, which layer is written into, what is shown. */
export function Rail(props: RailProps) {
  const { article, articles, preferences, onPreferences } = props;
  const Asked = useContext(AskedContext);
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
                <span className={styles.articleTitle}>{one.title}</span>
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
      <button type="button" className={styles.keys} onClick={props.onKeys}>
        <Keyboard size={16} aria-hidden /> {words.rail.keys} <kbd aria-hidden>?</kbd>
      </button>
    </nav>
  );
}
