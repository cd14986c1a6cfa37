import { useRef } from "react";
import { Link } from "react-router";
import { quoteOf } from "../../annotations/quote.ts";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import styles from "./correct.module.css";
import { words } from "./words.ts";

/** Shown of them; the reading room has all. */
const MOST = 20;

interface LostPassagesProps {
  annotations: readonly ResolvedAnnotation[];
  article: string;
}

/** Annotations whose passage is gone, those that went while one was here first. */
export function LostPassages({ annotations, article }: LostPassagesProps) {
  const lost = annotations.filter(({ on, state }) => on === "passage" && state === "orphaned");
  const before = useRef<ReadonlySet<string> | null>(null);
  if (before.current === null && annotations.length > 0) before.current = new Set(lost.map(({ id }) => id));
  const fresh = lost.filter(({ id }) => !before.current?.has(id));
  return (
    <section className={styles.lost} aria-live="polite" aria-label={words.lost}>
      {fresh.length > 0 && (
        <>
          <h2>{words.lostNow(fresh.length)}</h2>
          <p>{words.lostHelp}</p>
          <ul>
            {fresh.slice(0, MOST).map((annotation) => (
              <li key={annotation.id}>
                <Link to={`/a/${article}?annotation=${annotation.id}`}>{quoteOf("", annotation)}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {lost.length > fresh.length && (
        <p>
          <Link to={`/a/${article}`}>{words.lostBefore(lost.length - fresh.length)}</Link>
        </p>
      )}
    </section>
  );
}
