import { Popover } from "@mantine/core";
import { Check, CloudOff, LoaderCircle, TriangleAlert } from "lucide-react";
import { Link } from "react-router";
import type { DocumentSession, SavedState } from "../sync/document-session.ts";
import styles from "./saved-indicator.module.css";
import { words } from "./words.ts";

const LOOK = {
  saved: { label: words.saved.saved, help: words.saved.savedHelp, Icon: Check },
  saving: { label: words.saved.saving, help: words.saved.savingHelp, Icon: LoaderCircle },
  loading: { label: words.saved.loading, help: words.saved.loadingHelp, Icon: LoaderCircle },
  offline: { label: words.saved.offline, help: words.saved.offlineHelp, Icon: CloudOff },
  attention: { label: words.saved.attention, help: words.saved.attentionHelp, Icon: TriangleAlert },
} as const satisfies Record<SavedState, unknown>;

/** Says, in words, what becomes of one's work. "Saved" is said only of what the server has stored. */
export function SavedIndicator({ session }: { session: DocumentSession }) {
  const { label, help, Icon } = LOOK[session.state];
  return (
    <Popover position="bottom-end" shadow="md" width={280} withArrow={false}>
      <Popover.Target>
        <button type="button" className={styles.indicator} data-state={session.state}>
          <Icon size={14} aria-hidden />
          <span role="status" className={styles.label}>
            {label}
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.help}>
        <p>{session.detail ?? help}</p>
        {session.state === "attention" && <Link to="/recovered">{words.saved.recovered}</Link>}
        {session.state === "offline" && (
          <button type="button" className={styles.retry} onClick={() => session.reconnect()}>
            {words.saved.retry}
          </button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
