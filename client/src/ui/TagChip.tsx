import { X } from "lucide-react";
import { memo } from "react";
import { tagColour } from "./palette.ts";
import styles from "./TagChip.module.css";

interface TagChipProps {
  tag: { name: string; path: string; colour: number; description?: string; sign?: string | null };
  /** Shows a button that takes the tag away; `removeLabel` names it. */
  onRemove?: () => void;
  removeLabel?: string;
}

/** A tag's name in its colour. The full path and the definition are its tooltip. */
export const TagChip = memo(function TagChip({ tag, onRemove, removeLabel }: TagChipProps) {
  const title = tag.description ? `${tag.path}\n${tag.description}` : tag.path;
  return (
    <span className={styles.chip} title={title} style={{ color: tagColour(tag.colour, "text") }}>
      <TagMark colour={tag.colour} sign={tag.sign} />
      <span className={styles.name}>{tag.name}</span>
      {onRemove && (
        <button type="button" className={styles.remove} aria-label={removeLabel} onClick={onRemove}>
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  );
});

interface TagMarkProps {
  colour: number;
  size?: number;
  /** The tag's own sign, so that it isn't told by colour alone. */
  sign?: string | null | undefined;
}

/** The coloured square that stands for a tag, with its sign beside it. */
export function TagMark({ colour, size = 10, sign }: TagMarkProps) {
  return (
    <>
      <span className={styles.mark} aria-hidden style={{ width: size, height: size, background: tagColour(colour) }} />
      {sign && (
        <span className={styles.sign} aria-hidden>
          {sign}
        </span>
      )}
    </>
  );
}
