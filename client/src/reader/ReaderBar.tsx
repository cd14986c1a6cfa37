import { ActionIcon } from "@mantine/core";
import { Lock, MessageSquareText, PanelLeft, Search } from "lucide-react";
import type { DocumentSession } from "../sync/document-session.ts";
import { TopBarSlot } from "../ui/TopBarSlot.tsx";
import type { LayerOption } from "./layer-options.ts";
import type { Reader } from "./presence.ts";
import { ReaderPeople } from "./ReaderPeople.tsx";
import styles from "./reading-room.module.css";
import { SavedIndicator } from "./SavedIndicator.tsx";
import { words as searchWords } from "./search/words.ts";
import { words } from "./words.ts";

interface ReaderBarProps {
  title: string;
  railOpen: boolean;
  onRail: () => void;
  /** The layer that is written into. */
  written: LayerOption;
  session: DocumentSession;
  readers: readonly Reader[];
  onSearch: () => void;
  onJump: (offset: number) => void;
  onFollow: (actor: string) => void;
  /** Annotations shown. */
  count: number;
  /** Lists them, where there is no margin. */
  onList: (() => void) | null;
}

/** The reading room's part of the top bar. */
export function ReaderBar(props: ReaderBarProps) {
  const railLabel = props.railOpen ? words.rail.close : words.rail.open;
  return (
    <>
      <TopBarSlot place="start">
        <ActionIcon aria-label={railLabel} title={railLabel} aria-expanded={props.railOpen} onClick={props.onRail}>
          <PanelLeft size={18} aria-hidden />
        </ActionIcon>
        <span className={styles.barTitle} title={props.title}>
          {props.title}
        </span>
      </TopBarSlot>
      <TopBarSlot place="end">
        {props.written.kind !== "team" && (
          <span className={styles.private} title={props.written.closed ?? props.written.help}>
            <Lock size={14} aria-hidden /> <span>{props.written.label}</span>
          </span>
        )}
        <SavedIndicator session={props.session} />
        <ActionIcon aria-label={searchWords.open} title={searchWords.open} onClick={props.onSearch}>
          <Search size={18} aria-hidden />
        </ActionIcon>
        <ReaderPeople readers={props.readers} onJump={props.onJump} onFollow={props.onFollow} />
        {props.onList && (
          <ActionIcon aria-label={words.margin.list(props.count)} onClick={props.onList} size={40}>
            <MessageSquareText size={18} aria-hidden />
          </ActionIcon>
        )}
      </TopBarSlot>
    </>
  );
}
