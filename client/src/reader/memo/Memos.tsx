import { ActionIcon, FocusTrap } from "@mantine/core";
import { Columns2, PanelRight, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { personOf, RoomContext } from "../../annotations/room.ts";
import { useReaderRoom } from "../reader-context.ts";
import { MemoOfOthers } from "./MemoOfOthers.tsx";
import styles from "./memo.module.css";
import { OwnMemo } from "./OwnMemo.tsx";
import { isOwnMemo, useMemos } from "./use-memos.ts";
import { words } from "./words.ts";

/** One's own memo and those of others: beside the text on a wide screen, over it elsewhere and when side by side. */
export function Memos({ onClose }: { onClose: () => void }) {
  const reader = useReaderRoom();
  const { room, roomOf, width } = reader;
  const [wide, setWide] = useState(false);
  const memos = useMemos();
  const own = memos.filter(({ memos: [first] }) => first !== undefined && isOwnMemo(reader, first));
  const others = memos.filter((one) => !own.includes(one));
  const { canAnnotate } = room.writer;
  const head = (
    <div className={styles.head}>
      <h2 className={styles.title}>{words.title}</h2>
      {width === "wide" && others.length > 0 && (
        <ActionIcon
          size={32}
          aria-label={wide ? words.docked : words.beside}
          title={wide ? words.docked : words.beside}
          onClick={() => setWide(!wide)}
        >
          {wide ? <PanelRight size={18} aria-hidden /> : <Columns2 size={18} aria-hidden />}
        </ActionIcon>
      )}
      <ActionIcon size={width === "narrow" ? 44 : 32} aria-label={words.close} title={words.close} onClick={onClose}>
        <X size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
  const body = (
    <div className={styles.columns}>
      {(canAnnotate || own.length > 0) && <OwnMemo memos={own[0]?.memos ?? []} />}
      {others.map(({ author, layer, memos: theirs }) => {
        const theirRoom = roomOf(theirs[0]?.id ?? "");
        return (
          <RoomContext key={`${layer}/${author}`} value={theirRoom}>
            <MemoOfOthers author={personOf(theirRoom, author)} memos={theirs} />
          </RoomContext>
        );
      })}
      {others.length === 0 && !canAnnotate && own.length === 0 && <p className={styles.quiet}>{words.none}</p>}
    </div>
  );
  return (
    <Panel full={width !== "wide" || wide} onClose={onClose}>
      {head}
      {body}
    </Panel>
  );
}

const MODAL = { role: "dialog", "aria-modal": true } as const;

interface PanelProps {
  /** Over the text, rather than beside it. */
  full: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** Beside the text this stays to be read and annotated. Closing gives the keyboard back to where it was. */
function Panel({ full, onClose, children }: PanelProps) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const element = panel.current;
    const field = element?.querySelector<HTMLElement>("textarea");
    (field ?? element)?.focus({ preventScroll: true });
    return () => {
      const lost = document.activeElement === document.body || element?.contains(document.activeElement);
      if (lost && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return createPortal(
    <FocusTrap active={full} innerRef={panel}>
      <section
        className={styles.panel}
        data-full={full || undefined}
        {...(full ? MODAL : {})}
        aria-label={words.label}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || event.defaultPrevented) return;
          event.preventDefault();
          onClose();
        }}
      >
        {children}
      </section>
    </FocusTrap>,
    document.body,
  );
}
