import { MarkdownText } from "../../annotations/MarkdownText.tsx";
import { personOf, type Room, RoomContext } from "../../annotations/room.ts";
import { shownTags } from "../../annotations/shown-tags.ts";
import { shownThread } from "../../annotations/shown-thread.ts";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { formatDate, formatNumber } from "../../ui/format.ts";
import styles from "./copy.module.css";
import { words } from "./words.ts";

interface CopyNoteProps {
  annotation: ResolvedAnnotation;
  /** Of the layer that it is in. */
  room: Room;
  /** Null without a passage in the text. */
  number: number | null;
  text: string;
  /** The text's, where it is known: BCP 47. */
  language: string | undefined;
  threads: boolean;
}

/** One annotation with all that was said about it. */
export function CopyNote({ annotation, room, number, text, language, threads }: CopyNoteProps) {
  const tags = shownTags(annotation, room.tagsById);
  const thread = threads ? shownThread(annotation.comments) : [];
  const quote =
    annotation.ranges.length > 0
      ? annotation.ranges.map(({ from, to }) => text.slice(from, to)).join(" […] ")
      : (annotation.anchor?.segments.map(({ exact }) => exact).join(" […] ") ?? "");
  return (
    <RoomContext value={room}>
      <li className={styles.note} id={number === null ? undefined : `note-${number}`}>
        {number !== null && (
          <a className={styles.noteNumber} href={`#passage-${number}-0`} aria-label={words.toPassage(number)}>
            {formatNumber(number)}
          </a>
        )}
        <div className={styles.noteBody}>
          {quote !== "" && (
            <blockquote className={styles.quote} dir="auto" lang={language}>
              {quote}
            </blockquote>
          )}
          <p className={styles.who}>
            <bdi>{personOf(room, annotation.author).name}</bdi>, {date(annotation.createdAt)}
            {room.beside !== null && <> {words.in(room.beside)}</>}
            {annotation.on === "memo" && <> · {words.memo}</>}
            {annotation.resolved && <> · {words.resolved}</>}
          </p>
          {tags.length > 0 && (
            <ul className={styles.tags}>
              {tags.map(({ tag }) => (
                <li key={tag.id} dir="auto">
                  {tag.path}
                </li>
              ))}
            </ul>
          )}
          {annotation.note !== "" && (
            <div className={styles.rich} dir="auto">
              <MarkdownText text={annotation.note} />
            </div>
          )}
          {thread.length > 0 && (
            <ul className={styles.thread} aria-label={words.comments}>
              {thread.flatMap(({ comment, replies }) =>
                [comment, ...replies]
                  .filter(({ deleted }) => !deleted)
                  .map(({ id, author, createdAt, text: said }) => (
                    <li key={id}>
                      <p className={styles.who}>
                        <bdi>{personOf(room, author).name}</bdi>, {date(createdAt)}
                      </p>
                      <div className={styles.rich} dir="auto">
                        <MarkdownText text={said} />
                      </div>
                    </li>
                  )),
              )}
            </ul>
          )}
        </div>
      </li>
    </RoomContext>
  );
}

function date(at: number): string {
  return formatDate(at, { dateStyle: "medium" });
}
