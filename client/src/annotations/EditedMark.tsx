import { useState } from "react";
import { lazyPart } from "../ui/lazy-part.tsx";
import { Time } from "../ui/Time.tsx";
import styles from "./thread.module.css";
import type { VersionsProps } from "./VersionsDialog.tsx";
import { words } from "./words.ts";

const VersionsDialog = lazyPart(async () => (await import("./VersionsDialog.tsx")).VersionsDialog);

interface EditedMarkProps extends VersionsProps {
  /** Epoch ms. */
  at: number;
}

/** Says that words were changed, and when; opens what they read before. */
export function EditedMark({ kind, id, at }: EditedMarkProps) {
  const [opened, setOpened] = useState(false);
  const [wanted, setWanted] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.edited}
        title={kind === "note" ? words.note.history : words.thread.history}
        aria-haspopup="dialog"
        onClick={(event) => {
          event.stopPropagation();
          setWanted(true);
          setOpened(true);
        }}
      >
        {words.thread.edited} <Time at={at} />
      </button>
      {wanted && <VersionsDialog kind={kind} id={id} opened={opened} onClose={() => setOpened(false)} />}
    </>
  );
}
