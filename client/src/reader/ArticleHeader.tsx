import type { Article } from "@postil/shared/schema/article";
import type { ReactNode } from "react";
import { formatDate } from "../ui/format.ts";
import styles from "./reading-room.module.css";
import { useWordCount } from "./use-word-count.ts";
import { words } from "./words.ts";

/** Words a minute of people who read attentively. */
const PACE = 220;

interface ArticleHeaderProps {
  article: Article;
  text: string | null;
  /** BCP 47, where it is known. */
  language?: string | undefined;
  /** The text begins with its title: it needs no second one above. */
  titled: boolean;
  /** What is said about the whole article. */
  children?: ReactNode;
}

/** Above the text: what it is, where from, by whom, when, how long. */
export function ArticleHeader({ article, text, language, titled, children }: ArticleHeaderProps) {
  const count = useWordCount(text, language);
  const { source, author, published } = article;
  return (
    <header className={styles.head} data-titled={titled || undefined}>
      <h1 className={titled ? "visually-hidden" : styles.title} lang={language}>
        {article.title}
      </h1>
      <p className={styles.meta}>
        {source !== null && <span>{isLink(source) ? <SourceLink url={source} /> : source}</span>}
        {author !== null && <span>{words.text.by(author)}</span>}
        {published !== null && <time dateTime={published}>{describeDate(published)}</time>}
        {count > 0 && (
          <span>
            {words.text.words(count)}, {words.text.minutes(Math.max(1, Math.round(count / PACE)))}
          </span>
        )}
      </p>
      {children}
    </header>
  );
}

function isLink(source: string): boolean {
  return /^https?:\/\//i.test(source) && URL.canParse(source);
}

function SourceLink({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {new URL(url).hostname.replace(/^www\./, "")}
    </a>
  );
}

/** "2025-04-30", "2025-04" or "2025" as the reader writes dates. */
function describeDate(published: string): string {
  const [year, month, day] = published.split("-").map(Number);
  if (year === undefined || month === undefined) return published;
  const date = new Date(year, month - 1, day ?? 1);
  const options: Intl.DateTimeFormatOptions = { year: "numeric", month: "long" };
  return formatDate(date, day === undefined ? options : { ...options, day: "numeric" });
}
