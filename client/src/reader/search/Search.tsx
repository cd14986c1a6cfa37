import { useCallback, useEffect, useRef, useState } from "react";
import { holdKeys } from "../../commands/held-keys.ts";
import { lazyPart, usePrefetched } from "../../ui/lazy-part.tsx";
import { useReaderCommands } from "../commands/use-reader-commands.ts";
import { useReaderRoom } from "../reader-context.ts";
import styles from "./search-bar.module.css";
import { words } from "./words.ts";

const load = async () => (await import("./SearchBar.tsx")).SearchBar;
const LOADS = [load];
const SearchBar = lazyPart(load);

/** The search in the article, when it is open. What was looked for last is there again. */
export function Search() {
  const { dialog, showDialog, setDrawer, setList } = useReaderRoom();
  const [query, setQuery] = useState("");
  const held = useRef<ReturnType<typeof holdKeys> | null>(null);
  /** Answers what was typed before there was a field for it. */
  const release = useCallback(() => {
    const typed = held.current?.release().typed ?? "";
    held.current = null;
    return typed;
  }, []);
  useEffect(() => () => void release(), [release]);
  usePrefetched(LOADS);
  useReaderCommands([
    {
      id: "reader.search",
      title: words.open,
      group: "moving",
      keys: [{ key: "/" }],
      run: () => {
        if (dialog !== "search") {
          held.current ??= holdKeys(() => {
            held.current = null;
            showDialog(null);
          });
          load().catch(release);
        }
        setDrawer(false);
        // The sheet with the list would lie over the bar and what is found.
        setList(false);
        showDialog("search");
      },
    },
  ]);
  if (dialog !== "search") return null;
  return (
    <div className={styles.place}>
      <SearchBar query={query} onQuery={setQuery} onReady={release} onClose={() => showDialog(null)} />
    </div>
  );
}
