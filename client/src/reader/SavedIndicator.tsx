import { Popover } from "@mantine/core";
import { Check, CloudOff, LoaderCircle, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { Link, useLocation } from "react-router";
import type { DocumentSession, SavedState } from "../sync/document-session.ts";
import styles from "./saved-indicator.module.css";
import { words } from "./words.ts";

const LOOK = {
  saved: { label: words.saved.saved, short: null, help: words.saved.savedHelp, Icon: Check },
  saving: { label: words.saved.saving, short: null, help: words.saved.savingHelp, Icon: LoaderCircle },
  loading: { label: words.saved.loading, short: null, help: words.saved.loadingHelp, Icon: LoaderCircle },
  offline: {
    label: words.saved.offline,
    short: words.saved.offlineShort,
    help: words.saved.offlineHelp,
    Icon: CloudOff,
  },
  attention: { label: words.saved.attention, short: words.saved.attentionShort, help: "", Icon: TriangleAlert },
} as const satisfies Record<SavedState, unknown>;

/**
 * Says, in words, what becomes of one's work. "Saved" is said only of what the server has stored. What needs attention
 * unfolds by itself, once, and says what to do; once more when work may be lost.
 */
export function SavedIndicator({ session }: { session: DocumentSession }) {
  const { state, trouble, detail } = session;
  const { label, short, help, Icon } = LOOK[state];
  const [opened, setOpened] = useState(false);
  // Signed out, the bar over the page says it already.
  const unfolds = trouble !== null && trouble !== "signed-out";
  useEffect(() => setOpened(unfolds), [unfolds]);
  // Neither the server nor this device has it: whoever closed the first warning must hear of this one.
  const mayBeLost = trouble === "unkept" && !session.online && session.unacknowledged > 0;
  useEffect(() => {
    if (mayBeLost) setOpened(true);
  }, [mayBeLost]);
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
            {short && <span className={styles.short} aria-hidden data-word={short} />}
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

/** Where nothing is kept here, each edit is "only in this page" until the server has it: not said within this, in ms. */
const BRIEF = 1_000;

/** For screen readers: what has gone wrong and that it is well again, not each saving of each edit. */
function Spoken({ state, words: said }: { state: SavedState; words: string }) {
  const [spoken, setSpoken] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => {
      if (state === "offline" || state === "attention") setSpoken(said);
      else if (state === "saved") setSpoken((before) => (before === "" ? "" : said));
    }, BRIEF);
    return () => clearTimeout(timer);
  }, [state, said]);
  return (
    <span role="status" className="visually-hidden">
      {spoken}
    </span>
  );
}
