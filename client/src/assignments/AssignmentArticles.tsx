import { Button } from "@mantine/core";
import type { Assignment } from "@postil/shared/schema/assignment";
import { Link, useNavigate } from "react-router";
import { useOpenLayer } from "../api/assignments.ts";
import { notifyError } from "../ui/notify.ts";
import styles from "./assignments.module.css";
import { articleState, describeProgress } from "./progress-words.ts";
import { StateMark } from "./StateMark.tsx";
import { words } from "./words.ts";

type Article = Assignment["articles"][number];

/** Its articles in the order in which they are to be read, each with how far one is. */
export function AssignmentArticles({ assignment, instructs }: { assignment: Assignment; instructs: boolean }) {
  const settles = assignment.revealedAt !== null && assignment.kind === "blind";
  const mayOpen = settles && assignment.deletedAt === null && (instructs || assignment.me?.adjudicates === true);
  return (
    <ol className={styles.articles}>
      {assignment.articles.map((article) => {
        const { id, title, progress, consensus } = article;
        const state = progress && articleState(progress, assignment.asks);
        return (
          <li key={id} className={styles.article}>
            <Link to={pathTo(assignment, article)} className={styles.articleTitle}>
              {title}
            </Link>
            {progress && state && (
              <span className={styles.articleProgress}>
                <StateMark state={state}>{words.articleState[state]}</StateMark>
                {state !== "not-started" && (
                  <span className={styles.quiet}>{describeProgress(progress, assignment.asks)}</span>
                )}
              </span>
            )}
            {settles && consensus && (
              <Button
                component={Link}
                to={`/a/${id}?layer=${consensus}`}
                variant="default"
                size="xs"
                aria-label={words.page.onArticle(words.page.agreed, title)}
              >
                {words.page.agreed}
              </Button>
            )}
            {mayOpen && consensus === null && <OpenAgreed assignmentId={assignment.id} articleId={id} title={title} />}
          </li>
        );
      })}
    </ol>
  );
}

/** Into one's own layer of the assignment: the reader makes it when it isn't there yet. */
function pathTo({ id, kind, me, state }: Assignment, article: Article): string {
  if (kind !== "blind" || !me || state === "draft") return `/a/${article.id}`;
  return article.layer ? `/a/${article.id}?layer=${article.layer}` : `/a/${article.id}?assignment=${id}`;
}

function OpenAgreed({ assignmentId, articleId, title }: Record<"assignmentId" | "articleId" | "title", string>) {
  const navigate = useNavigate();
  const { mutate, isPending } = useOpenLayer(articleId);
  return (
    <Button
      variant="default"
      size="xs"
      loading={isPending}
      aria-label={words.page.onArticle(words.page.openAgreed, title)}
      onClick={() =>
        mutate(
          { kind: "consensus", assignment: assignmentId },
          { onSuccess: (layer) => void navigate(`/a/${articleId}?layer=${layer.id}`), onError: notifyError },
        )
      }
    >
      {words.page.openAgreed}
    </Button>
  );
}
