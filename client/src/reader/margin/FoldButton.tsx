import { ChevronsDown, ChevronsUp } from "lucide-react";
import type { Fold } from "./crowding.ts";
import styles from "./fold.module.css";
import { words } from "./words.ts";

interface FoldButtonProps {
  fold: Fold;
  onOpen: (fold: Fold) => void;
  onClose: (fold: Fold) => void;
}

/** Where more stands beside a stretch of the text than there is room for: how much, and the way to it. */
export function FoldButton({ fold, onOpen, onClose }: FoldButtonProps) {
  return (
    <div className={styles.fold}>
      {fold.count > 0 && (
        <button type="button" className={styles.button} onClick={() => onOpen(fold)}>
          <ChevronsDown size={14} aria-hidden /> {words.fold.more(fold.count)}
        </button>
      )}
      {fold.opened && (
        <button type="button" className={styles.button} onClick={() => onClose(fold)}>
          <ChevronsUp size={14} aria-hidden /> {words.fold.fewer}
        </button>
      )}
    </div>
  );
}
