import { NotebookPen } from "lucide-react";
import { useMemo } from "react";
import { useReaderCommands } from "../commands/use-reader-commands.ts";
import { useReaderRoom } from "../reader-context.ts";
import whole from "../whole-article/whole-article.module.css";
import { LazyMemos, useMemosAhead } from "./LazyMemos.tsx";
import { isOwnMemo, useMemos } from "./use-memos.ts";
import { words } from "./words.ts";

/** Opens the memos on the article. */
export function MemoButton() {
  const reader = useReaderRoom();
  const { room, dialog, showDialog } = reader;
  const memos = useMemos();
  const count = useMemo(() => memos.reduce((sum, { memos: all }) => sum + all.length, 0), [memos]);
  const mine = memos.some(({ memos: all }) => all.some((memo) => isOwnMemo(reader, memo)));
  const { canAnnotate } = room.writer;
  const open = dialog === "memos";
  useMemosAhead();
  useReaderCommands([
    {
      id: "memo.open",
      title: canAnnotate && !mine ? words.write : words.open,
      group: "other",
      keys: [{ key: "m" }],
      enabled: canAnnotate || count > 0,
      run: () => showDialog(open ? null : "memos"),
    },
  ]);
  if (!open && count === 0 && !canAnnotate) return null;
  return (
    <>
      <button
        type="button"
        className={whole.button}
        aria-expanded={open}
        onClick={() => showDialog(open ? null : "memos")}
      >
        <NotebookPen size={14} aria-hidden /> {count > 0 ? words.count(count) : words.write}
      </button>
      {open && <LazyMemos onClose={() => showDialog(null)} />}
    </>
  );
}
