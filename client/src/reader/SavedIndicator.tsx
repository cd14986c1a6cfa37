import { Popover } from "@mantine/core";
import { Check, CloudOff, LoaderCircle, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { Link, useLocation } from "react-router";
import type { DocumentSession, SavedState } from "../sync/document-session.ts";
import styles from "./saved-indicator.module.css";
import { words } from "./words.ts";

const LOOK = {
  saved: { label: words.saved.saved, help: words.saved.savedHelp, Icon: Check },
  saving: { label: words.saved.saving, help: words.saved.savingHelp, Icon: LoaderCircle },
  loading: { label: words.saved.loading, help: words.saved.loadingHelp, Icon: LoaderCircle },
  offline: { label: words.saved.offline, help: words.saved.offlineHelp, Icon: CloudOff },
  attention: { label: words.saved.attention, help: "", Icon: TriangleAlert },
} as const satisfies Record<SavedState, unknown>;

/**
 * Says, in words, what becomes of one's work. "Saved" is said only of what the server has stored. What needs attention
 * unfolds by itself, once, and says what to do.
 */
export function SavedIndicator({ session }: { session: DocumentSession }) {
  const { state, trouble, detail } = session;
  const { label, help, Icon } = LOOK[state];
  const [opened, setOpened] = useState(false);
  // Signed out, the bar over the page says it already.
  const unfolds = trouble !== null && trouble !== "signed-out";
  useEffect(() => setOpened(unfolds), [unfolds]);
  return (
    <>
      <Popover
        position="bottom-end"
        shadow="md"
        width={300}
        withArrow={false}
        opened={opened}
        onChange={setOpened}
        trapFocus={false}
      >
        <Popover.Target>
          <button
            type="button"
            className={styles.indicator}
            data-state={state}
            onClick={() => setOpened((before) => !before)}
          >
            <Icon size={14} aria-hidden />
            <span className={styles.label}>{label}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown className={styles.help}>
          <p>{detail ?? help}</p>
          <WhatToDo session={session} />
        </Popover.Dropdown>
      </Popover>
      <Spoken state={state} words={detail === null ? label : `${label}. ${detail}`} />
    </>
  );
}

function WhatToDo({ session }: { session: DocumentSession }) {
  const { pathname, search } = useLocation();
  const { state, trouble } = session;
  if (state === "offline") {
    return (
      <button type="button" className={styles.retry} onClick={() => session.reconnect()}>
        {words.saved.retry}
      </button>
    );
  }
  switch (trouble) {
    case "recovered":
    case "not-found":
      return <Link to="/recovered">{words.saved.recovered}</Link>;
    case "signed-out":
      // Loads anew: what is in memory belongs to the session that has ended.
      return <a href={`/sign-in?next=${encodeURIComponent(`${pathname}${search}`)}`}>{words.saved.signIn}</a>;
    case "outdated":
    case "refused":
      return (
        <button type="button" className={styles.retry} onClick={() => window.location.reload()}>
          {words.saved.reload}
        </button>
      );
    default:
      return null;
  }
}

/** For screen readers: what has gone wrong and that it is well again, not each saving of each edit. */
function Spoken({ state, words: said }: { state: SavedState; words: string }) {
  const [spoken, setSpoken] = useState("");
  useEffect(() => {
    if (state === "offline" || state === "attention") setSpoken(said);
    else if (state === "saved") setSpoken((before) => (before === "" ? "" : said));
  }, [state, said]);
  return (
    <span role="status" className="visually-hidden">
      {spoken}
    </span>
  );
}
