import { Menu } from "@mantine/core";
import { FileText, MessageSquare, Plus, StickyNote, Tag } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useReaderCommands } from "../commands/use-reader-commands.ts";
import { useReaderRoom } from "../reader-context.ts";
import { WholeComposer, type WholeKind } from "./WholeComposer.tsx";
import styles from "./whole-article.module.css";
import { words } from "./words.ts";

const KINDS = [
  { kind: "tag", label: words.tag, title: words.tagLabel, Icon: Tag },
  { kind: "comment", label: words.comment, title: words.commentLabel, Icon: MessageSquare },
  { kind: "note", label: words.note, title: words.noteLabel, Icon: StickyNote },
] as const;

/** Below the title: what is said about the whole article, and the way to say something. `children` stands among it. */
export function WholeArticle({ children }: { children?: ReactNode }) {
  const { annotations, room, reading, settled } = useReaderRoom();
  const [writing, setWriting] = useState<WholeKind | null>(null);
  const { canAnnotate } = room.writer;
  const whole = annotations.beside.filter(({ on }) => on === "article");
  const [first] = whole;
  useReaderCommands(
    KINDS.map(({ kind, title }) => ({
      id: `whole.${kind}`,
      title,
      group: "other" as const,
      enabled: canAnnotate,
      run: () => setWriting(kind),
    })),
  );
  return (
    <>
      <div className={styles.row}>
        {first && (
          <button type="button" className={styles.button} onClick={() => reading.open(first.id, "card")}>
            <FileText size={14} aria-hidden /> {words.count(whole.length)}
          </button>
        )}
        {children}
        {canAnnotate && (
          <Menu position="bottom-start">
            <Menu.Target>
              <button
                type="button"
                className={styles.button}
                data-waiting={!settled || undefined}
                data-brief={first !== undefined || undefined}
                aria-label={words.annotate}
                title={words.annotate}
              >
                <Plus size={14} aria-hidden /> <span className={styles.label}>{words.annotate}</span>
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              {KINDS.map(({ kind, label, Icon }) => (
                <Menu.Item key={kind} leftSection={<Icon size={14} aria-hidden />} onClick={() => setWriting(kind)}>
                  {label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {writing && canAnnotate && <WholeComposer key={writing} kind={writing} onDone={() => setWriting(null)} />}
    </>
  );
}
