import { ActionIcon, Button } from "@mantine/core";
import { ArrowUp, X } from "lucide-react";
import { useEffect } from "react";
import { useReaderCommands } from "../commands/use-reader-commands.ts";
import { useReaderRoom } from "../reader-context.ts";
import { focusText } from "../use-keyboard-place.ts";
import styles from "./reading-place.module.css";
import { useReadingPlace } from "./use-reading-place.ts";
import { words } from "./words.ts";

/** Keeps the place in the article; after coming back to it, offers the start. */
export function ReadingPlace() {
  const { root, dialog } = useReaderRoom();
  const { returned, dismiss, toFurthest, furthest } = useReadingPlace();
  const toStart = () => {
    dismiss();
    window.scrollTo({ top: 0, behavior: "instant" });
    if (root.current) focusText(root.current, 0);
  };
  useReaderCommands([
    { id: "reader.start", title: words.start, group: "moving", run: toStart },
    { id: "reader.furthest", title: words.furthest, group: "moving", enabled: furthest > 0, run: toFurthest },
  ]);

  // Who reads on has no use for it.
  useEffect(() => {
    if (!returned) return;
    const from = window.scrollY;
    const onScroll = () => {
      if (Math.abs(window.scrollY - from) > window.innerHeight / 2) dismiss();
    };
    window.addEventListener("scroll", onScroll, { passive: true });
    return () => window.removeEventListener("scroll", onScroll);
  }, [returned, dismiss]);

  return (
    <div className={styles.place} role="status">
      {returned && dialog !== "search" && (
        <div className={styles.offer}>
          <span>{words.returned}</span>
          <Button size="compact-sm" variant="subtle" leftSection={<ArrowUp size={14} aria-hidden />} onClick={toStart}>
            {words.toStart}
          </Button>
          <ActionIcon size={28} aria-label={words.stay} title={words.stay} onClick={dismiss}>
            <X size={14} aria-hidden />
          </ActionIcon>
        </div>
      )}
    </div>
  );
}
