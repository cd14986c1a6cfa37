import { FileDown } from "lucide-react";
import { useEffect, useState } from "react";
import styles from "./drop-area.module.css";
import type { Uploads } from "./use-uploads.ts";
import { words } from "./words.ts";

/** Takes files dropped anywhere on the page while mounted. Choosing and pasting do the same by keyboard. */
export function DropArea({ uploads }: { uploads: Pick<Uploads, "add" | "addFolder"> }) {
  const [over, setOver] = useState(false);
  const { add, addFolder } = uploads;
  useEffect(() => {
    // Entering a child leaves its parent: only the balance says whether the pointer is still over the page.
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth -= 1;
      if (depth <= 0) setOver(false);
    };
    const hover = (event: DragEvent) => {
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      const files: File[] = [];
      for (const item of event.dataTransfer.items) {
        const file = item.getAsFile();
        if (item.webkitGetAsEntry()?.isDirectory) addFolder(file?.name ?? "");
        else if (file) files.push(file);
      }
      if (files.length > 0) add(files);
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("dragover", hover);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("dragover", hover);
      window.removeEventListener("drop", drop);
    };
  }, [add, addFolder]);
  if (!over) return null;
  return (
    <div className={styles.over} aria-hidden>
      <div className={styles.sign}>
        <FileDown size={32} strokeWidth={1.5} />
        <strong>{words.dropHere}</strong>
        <span>{words.dropHint}</span>
      </div>
    </div>
  );
}
