import type { AnnotationListItem } from "@postil/shared/schema/annotation-query";
import { plainText } from "@postil/shared/schema/comment";
import type { Tag } from "@postil/shared/schema/tag";
import { CircleCheck, LockKeyhole, MessageSquare, Unlink, UserCheck } from "lucide-react";
import { type ComponentType, lazy, memo, Suspense } from "react";
import { Link } from "react-router";
import { Avatar } from "../ui/Avatar.tsx";
import { mayHoldMarkdown } from "../ui/markdown-marks.ts";
import { TagChip } from "../ui/TagChip.tsx";
import { Time } from "../ui/Time.tsx";
import styles from "./annotations.module.css";
import { words } from "./words.ts";

interface AnnotationCellsProps {
  item: AnnotationListItem;
  tags: ReadonlyMap<string, Tag>;
  /** By actor id. */
  people: ReadonlyMap<string, { name: string }>;
}

/** The cells of one row. The whole row leads to the annotation in its article. */
export const AnnotationCells = memo(function AnnotationCells({ item, tags, people }: AnnotationCellsProps) {
  const author = people.get(item.authorId)?.name ?? item.author;
  const own = [...new Set(item.tags.map((id) => tags.get(id)))].filter((tag) => tag !== undefined);
  return (
    <>
      <td className={styles.passage}>
        <Link className={styles.link} to={`/a/${item.articleId}?layer=${item.layerId}&annotation=${item.id}`}>
          <Passage item={item} />
        </Link>
        {item.note && (
          <Note text={plainText(item.note, (actor) => people.get(actor)?.name)} long={item.on === "memo"} />
        )}
        <Facts item={item} />
      </td>
      <td className={styles.tags}>
        {own.map((tag) => (
          <TagChip key={tag.id} tag={tag} />
        ))}
      </td>
      <td className={styles.person}>
        <Avatar name={author} colour={item.authorColour} size={20} decorative />
        <span>{author}</span>
      </td>
      <td className={styles.article}>
        <span className={styles.clamped}>{item.article}</span>
      </td>
      <td className={styles.created}>
        <Time at={item.createdAt} />
      </td>
    </>
  );
});

// Without it (offline, a server that was replaced) notes are shown as they were typed.
const PlainWords = lazy<ComponentType<{ text: string; long?: boolean }>>(() =>
  import("./PlainWords.tsx").then(
    (module) => ({ default: module.PlainWords }),
    () => ({ default: ({ text }) => text }),
  ),
);

function Note({ text, long }: { text: string; long: boolean }) {
  return (
    <p className={styles.note} dir="auto">
      {mayHoldMarkdown(text, { long }) ? (
        <Suspense fallback={text}>
          <PlainWords text={text} long={long} />
        </Suspense>
      ) : (
        text
      )}
    </p>
  );
}

function Passage({ item }: { item: AnnotationListItem }) {
  if (item.on === "article") return words.onArticle;
  if (item.on === "memo") return words.memo;
  return <q className={styles.quote}>{item.quote}</q>;
}

function Facts({ item }: { item: AnnotationListItem }) {
  const { layer, anchor, commentCount, resolvedAt, resolvedBy, assignee } = item;
  const plain = layer === "team" && anchor !== "orphaned" && commentCount === 0;
  if (plain && resolvedAt === null && assignee === null) return null;
  return (
    <p className={styles.facts}>
      {layer !== "team" && (
        <span>
          <LockKeyhole size={14} aria-hidden /> {words.layers[layer]}
        </span>
      )}
      {commentCount > 0 && (
        <span>
          <MessageSquare size={14} aria-hidden /> {words.comments(commentCount)}
        </span>
      )}
      {assignee !== null && (
        <span>
          <UserCheck size={14} aria-hidden /> {words.assignedTo(assignee)}
        </span>
      )}
      {resolvedAt !== null && (
        <span>
          <CircleCheck size={14} aria-hidden /> {words.resolvedBy(resolvedBy)}
        </span>
      )}
      {anchor === "orphaned" && (
        <span className={styles.orphaned}>
          <Unlink size={14} aria-hidden /> {words.orphaned}
        </span>
      )}
    </p>
  );
}
