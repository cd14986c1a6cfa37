import { Trash2 } from "lucide-react";
import { useReaderRoom } from "../reader-context.ts";
import styles from "./bin-button.module.css";
import { words } from "./words.ts";

/** Opens the bin, in the rail. */
export function BinButton() {
  const { showDialog, setDrawer } = useReaderRoom();
  return (
    <button
      type="button"
      className={styles.button}
      aria-haspopup="dialog"
      onClick={() => {
        setDrawer(false);
        showDialog("bin");
      }}
    >
      <Trash2 size={16} aria-hidden /> {words.open}
    </button>
  );
}
