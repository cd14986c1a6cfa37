import { ActionIcon } from "@mantine/core";
import { Check, RotateCcw } from "lucide-react";
import { memo, useEffect, useMemo, useRef, useState } from "react";
import { readDraft } from "../sync/draft-storage.ts";
import { Avatar } from "../ui/Avatar.tsx";
import { Time } from "../ui/Time.tsx";
import { isLeavingOut } from "./agreement.ts";
import styles from "./annotation-card.module.css";
import { CardAssignee } from "./CardAssignee.tsx";
import { CardConsensus } from "./CardConsensus.tsx";
import { CardMenu } from "./CardMenu.tsx";
import { CardTags } from "./CardTags.tsx";
import { NoteField } from "./NoteField.tsx";
import { shorten } from "./quote.ts";
import { AddReaction, Reactions } from "./Reactions.tsx";
import { rightsOn } from "./rights.ts";
import { personOf, type Room, useRoom } from "./room.ts";
import { Thread } from "./Thread.tsx";
import type { ResolvedAnnotation } from "./use-annotations.ts";
import { words } from "./words.ts";

/** What of a card wants the keyboard: one of its fields, or the card as a whole. */
export type CardField = "note" | "reply" | "tags" | "card";

export interface AnnotationCardProps {
  annotation: ResolvedAnnotation;
  /** The passage's words. */
  quote: string;
  focused: boolean;
  hovered?: boolean;
  /** Where to write at once. */
  field?: CardField | null;
  /** Shows the passage's words: where the card does not stand beside them. */
  withQuote?: boolean;
  /** False in a list whose cards are gone through with the arrow keys, for all but one. */
  tabStop?: boolean;
  onOpen: (id: string) => void;
  onHover?: (id: string | null) => void;
  /** `field` has been given the keyboard. */
  onFieldTaken?: () => void;
  /** The keyboard goes back to the text. */
  onLeave?: () => void;
}

/** An annotation with its tags, note and thread. Short until it is the focused one. */
export const AnnotationCard = memo(function AnnotationCard({
  annotation,
  quote,
  focused,
  hovered = false,
  field = null,
  withQuote = false,
  tabStop = true,
  onOpen,
  onHover,
  onFieldTaken,
  onLeave,
}: AnnotationCardProps) {
  const room = useRoom();
  const rights = useMemo(() => rightsOn(annotation, room.writer), [annotation, room.writer]);
  const author = personOf(room, annotation.author);
  const short = shorten(quote, 80);
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    if (field !== "card") return;
    element.current?.focus({ preventScroll: true });
    onFieldTaken?.();
  }, [field, onFieldTaken]);
  const [asking, setAsking] = useState(false);
  const unsent = !focused && hasUnsent(room, annotation);
  return (
    <article
      ref={element}
      className={styles.card}
      data-annotation={annotation.id}
      data-focused={focused || undefined}
      data-hovered={hovered || undefined}
      data-resolved={annotation.resolved !== null || undefined}
      aria-label={labelOf(annotation, author.name, short)}
      aria-current={focused || undefined}
      tabIndex={tabStop ? 0 : -1}
      onClick={(event) => {
        if (!focused && !(event.target as Element).closest("a, input, textarea, select")) onOpen(annotation.id);
      }}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget && event.key === "Enter") onOpen(annotation.id);
        if (event.key === "Escape" && !event.defaultPrevented) onLeave?.();
      }}
      onMouseEnter={() => onHover?.(annotation.id)}
      onMouseLeave={() => onHover?.(null)}
    >
      <header className={styles.header}>
        <Avatar name={author.name} colour={author.colour} decorative />
        <span className={styles.author}>{author.name}</span>
        <span className={styles.time}>
          <Time at={annotation.createdAt} />
        </span>
        <span className={styles.headerEnd}>
          {focused && rights.react && <AddReaction target={annotation.id} reactions={annotation.reactions} size={28} />}
          {focused && rights.resolve && <ResolveButton annotation={annotation} room={room} />}
          <CardMenu
            annotation={annotation}
            quote={quote}
            rights={rights}
            room={room}
            onAssign={() => {
              onOpen(annotation.id);
              setAsking(true);
            }}
          />
        </span>
      </header>
      {room.beside !== null && <p className={styles.beside}>{words.card.beside(room.beside)}</p>}
      {annotation.resolved && (
        <p className={styles.resolved}>
          <Check size={14} aria-hidden /> {words.card.resolvedBy(personOf(room, annotation.resolved.by).name)}
        </p>
      )}
      <CardAssignee
        annotation={annotation}
        editable={rights.assign && focused}
        asking={asking && rights.assign && focused}
        onAsked={() => setAsking(false)}
      />
      {room.layer.kind === "private" && annotation.sources.length > 0 && (
        <p className={styles.hint}>{words.card.lateCopy}</p>
      )}
      {annotation.state === "orphaned" && <p className={styles.hint}>{words.card.orphaned}</p>}
      {(withQuote || annotation.state === "orphaned") && quote !== "" && (
        <blockquote className={styles.quote}>{focused ? shorten(quote, 600) : shorten(quote, 160)}</blockquote>
      )}
      {annotation.state === "quote" && focused && <p className={styles.hint}>{words.card.found}</p>}
      <CardTags
        annotation={annotation}
        quote={quote}
        editable={rights.tag}
        focused={focused}
        picking={field === "tags"}
        onPickingTaken={onFieldTaken}
      />
      <NoteField
        annotation={annotation}
        editable={rights.editNote}
        focused={focused}
        writing={field === "note"}
        onWritingTaken={onFieldTaken}
        onLeave={onLeave}
      />
      <CardConsensus annotation={annotation} focused={focused} />
      <Reactions target={annotation.id} reactions={annotation.reactions} editable={rights.react} />
      <Thread
        annotation={annotation}
        rights={rights}
        focused={focused}
        replying={field === "reply"}
        onReplyingTaken={onFieldTaken}
        onLeave={onLeave}
      />
      {unsent && <p className={styles.hint}>{words.card.unsent}</p>}
    </article>
  );
});

function labelOf(annotation: ResolvedAnnotation, author: string, quote: string): string {
  if (annotation.on === "memo" && !isLeavingOut(annotation)) return words.card.labelMemo(author);
  return annotation.on === "passage" ? words.card.label(author, quote) : words.card.labelWhole(author);
}

function hasUnsent({ userId, layer }: Room, { id, note }: ResolvedAnnotation): boolean {
  const kept = readDraft(userId, layer.document, `note/${id}`);
  return (kept !== "" && kept !== note) || readDraft(userId, layer.document, `reply/${id}`) !== "";
}

function ResolveButton({ annotation, room }: { annotation: ResolvedAnnotation; room: Room }) {
  const resolved = annotation.resolved !== null;
  const label = resolved ? words.card.reopen : words.card.resolve;
  return (
    <ActionIcon
      size={28}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation();
        room.actions.setResolved(annotation.id, !resolved);
      }}
    >
      {resolved ? <RotateCcw size={16} aria-hidden /> : <Check size={16} aria-hidden />}
    </ActionIcon>
  );
}
