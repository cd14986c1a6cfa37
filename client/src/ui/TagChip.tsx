import { X } from "lucide-react";
import { memo } from "react";
import { tagColour } from "./palette.ts";
import styles from "./TagChip.module.css";

interface TagChipProps {
  tag: { name: string; path: string; colour: number; description?: string };
  /** Shows a button that takes the tag away; `removeLabel` names it. */
  onRemove?: () => void;
  removeLabel?: string;
}

/** A tag's name in its colour. The full path and the definition are its tooltip. */
export const TagChip = memo(function TagChip({ tag, onRemove, removeLabel }: TagChipProps) {
  const title = tag.description ? `${tag.path}\n${tag.description}` : tag.path;
  return (
    <span className={styles.chip} title={title} style={{ color: tagColour(tag.colour, "text") }}>
      <TagMark colour={tag.colour} />
      <span className={styles.name}>{tag.name}</span>
      {onRemove && (
        <button type="button" className={styles.remove} aria-label={removeLabel} onClick={onRemove}>
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  );
});

/** The coloured square that stands for a tag. */
export function TagMark({ colour, size = 10 }: { colour: number; size?: number }) {
  return (
    <span className={styles.mark} aria-hidden style={{ width: size, height: size, background: tagColour(colour) }} />
  );
}
