import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { TagChip } from "../ui/TagChip.tsx";
import styles from "./annotation-card.module.css";
import { rememberTag } from "./recent-tags.ts";
import { useRoom } from "./room.ts";
import { shownTags } from "./shown-tags.ts";
import { TagMenu } from "./TagMenu.tsx";
import { TagPicker } from "./TagPicker.tsx";
import type { ResolvedAnnotation } from "./use-annotations.ts";
import { words } from "./words.ts";

interface CardTagsProps {
  annotation: ResolvedAnnotation;
  /** The passage's words. */
  quote: string;
  editable: boolean;
  focused: boolean;
  /** Opens the picker at once. */
  picking: boolean;
  onPickingTaken: (() => void) | undefined;
}

export function CardTags({ annotation, quote, editable, focused, picking, onPickingTaken }: CardTagsProps) {
  const room = useRoom();
  const [open, setOpen] = useState(false);
  const shown = shownTags(annotation, room.tagsById);
  const showPicker = open && editable && focused;

  useEffect(() => {
    if (!picking) return;
    setOpen(true);
    onPickingTaken?.();
  }, [picking, onPickingTaken]);
  useEffect(() => {
    if (!focused) setOpen(false);
  }, [focused]);

  if (shown.length === 0 && !(focused && editable)) return null;
  return (
    <div className={styles.tags}>
      {shown.map(({ tag, ids }) => (
        <span key={tag.id} className={styles.tag}>
          <TagChip
            tag={tag}
            {...(editable && focused
              ? {
                  onRemove: () => room.actions.removeTags(annotation.id, ids),
                  removeLabel: words.tags.remove(tag.name),
                }
              : {})}
          />
          {focused && <TagMenu tag={tag} annotation={annotation.id} quote={quote} />}
        </span>
      ))}
      {focused && editable && !showPicker && (
        <button type="button" className={styles.textButton} onClick={() => setOpen(true)}>
          <Plus size={14} aria-hidden /> {words.tags.add}
        </button>
      )}
      {showPicker && (
        <TagPicker
          applied={new Set(shown.map(({ tag }) => tag.id))}
          onPick={(tag) => {
            const there = shown.find((one) => one.tag.id === tag.id);
            if (there) room.actions.removeTags(annotation.id, there.ids);
            else {
              room.actions.addTag(annotation.id, tag.id);
              rememberTag(room.workspaceId, tag.id);
            }
          }}
          onClose={(refocus) => {
            setOpen(false);
            if (refocus) focusCard(annotation.id);
          }}
        />
      )}
    </div>
  );
}

function focusCard(id: string): void {
  document.querySelector<HTMLElement>(`[data-annotation="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
}
