import { ActionIcon, Menu } from "@mantine/core";
import { Check, Copy, Ellipsis, Link, ListChecks, RotateCcw, Trash2, UserCheck, Users } from "lucide-react";
import { useContext } from "react";
import { notify, notifyError } from "../ui/notify.ts";
import styles from "./annotation-card.module.css";
import { annotationPath } from "./annotation-link.ts";
import type { AnnotationRights } from "./rights.ts";
import { MarkAllContext, type Publishing, type Room, removeWithUndo } from "./room.ts";
import type { ResolvedAnnotation } from "./use-annotations.ts";
import { words } from "./words.ts";

interface CardMenuProps {
  annotation: ResolvedAnnotation;
  quote: string;
  rights: AnnotationRights;
  room: Room;
  /** Asks who is to settle the thread. */
  onAssign: () => void;
}

/** What else one can do with an annotation. */
export function CardMenu({ annotation, quote, rights, room, onAssign }: CardMenuProps) {
  const markAll = useContext(MarkAllContext);
  const link = window.location.origin + annotationPath(room.articleId, room.layer.id, annotation.id);
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon
          size={28}
          className={styles.more}
          aria-label={words.card.more}
          onClick={(event) => event.stopPropagation()}
        >
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      {/* Its events come through the portal as if from inside the card. */}
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        <Menu.Item leftSection={<Link size={14} aria-hidden />} onClick={() => copy(link, words.card.copied)}>
          {words.card.copyLink}
        </Menu.Item>
        {quote !== "" && (
          <Menu.Item leftSection={<Copy size={14} aria-hidden />} onClick={() => copy(quote, words.card.quoteCopied)}>
            {words.card.copyQuote}
          </Menu.Item>
        )}
        {markAll && room.writer.canAnnotate && annotation.ranges.length > 0 && (
          <Menu.Item leftSection={<ListChecks size={14} aria-hidden />} onClick={() => markAll(annotation.id)}>
            {words.card.markAll}
          </Menu.Item>
        )}
        {rights.resolve && (
          <Menu.Item
            leftSection={annotation.resolved ? <RotateCcw size={14} aria-hidden /> : <Check size={14} aria-hidden />}
            onClick={() => room.actions.setResolved(annotation.id, annotation.resolved === null)}
          >
            {annotation.resolved ? words.card.reopen : words.card.resolve}
          </Menu.Item>
        )}
        {rights.assign && (
          <Menu.Item leftSection={<UserCheck size={14} aria-hidden />} onClick={onAssign}>
            {words.card.assign}
          </Menu.Item>
        )}
        {room.publishing && <PublishItem id={annotation.id} publishing={room.publishing} />}
        {rights.remove && (
          <Menu.Item
            className={styles.menuDanger}
            leftSection={<Trash2 size={14} aria-hidden />}
            onClick={() => removeWithUndo(room, annotation.id, words.card.deleted)}
          >
            {words.card.delete}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** One step, so what follows from it stands beside its name. */
function PublishItem({ id, publishing }: { id: string; publishing: Publishing }) {
  const { closed, publish } = publishing;
  return (
    <Menu.Item
      leftSection={<Users size={14} aria-hidden />}
      disabled={closed !== null}
      onClick={() => publish([id]).catch(notifyError)}
    >
      {words.card.publish}
      <span className={styles.menuHelp}>{closed ?? words.card.publishHelp}</span>
    </Menu.Item>
  );
}

async function copy(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ message: done, tone: "good" });
  } catch {
    notify({ message: words.card.copyFailed, tone: "error" });
  }
}
