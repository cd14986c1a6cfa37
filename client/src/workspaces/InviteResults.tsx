import { Button, Group } from "@mantine/core";
import type { InviteResult } from "@postil/shared/schema/invitation";
import { Copy, Download } from "lucide-react";
import { useEffect, useRef } from "react";
import { notify } from "../ui/notify.ts";
import styles from "./invite.module.css";
import { inviteCsv } from "./invite-csv.ts";
import { memberWords } from "./member-words.ts";
import { words } from "./words.ts";

interface InviteResultsProps {
  results: readonly InviteResult[];
  mailed: boolean;
  onMore: () => void;
  onDone: () => void;
}

/** What became of each entry of a pasted list, with the links, which are shown only here. */
export function InviteResults({ results, mailed, onMore, onDone }: InviteResultsProps) {
  const summary = useRef<HTMLParagraphElement>(null);
  // It stands in the place of the form whose button had the keyboard.
  useEffect(() => summary.current?.focus(), []);
  const invited = results.flatMap(({ invitation }) => invitation ?? []);
  const { invite } = memberWords;
  return (
    <div className={styles.results}>
      <p ref={summary} tabIndex={-1} className={styles.summary}>
        {invite.summary(invited.length, results.length)}
        {invited.length > 0 && ` ${mailed ? invite.mailed : invite.once}`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <section className={styles.scroll} aria-label={invite.results} tabIndex={0}>
        <ul className={styles.entries}>
          {results.map(({ entry, email, name, outcome, invitation }, place) => (
            // The same entry may stand in the list twice.
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
            <li key={place} data-outcome={outcome}>
              <span className={styles.entry}>
                {email ?? entry}
                {name && <span className={styles.quiet}> {name}</span>}
              </span>
              <span className={styles.outcome}>{invite.outcome[outcome]}</span>
              {invitation?.url && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={invite.copyLinkOf(email ?? entry)}
                  onClick={() => void copy(invitation.url ?? "")}
                >
                  {invite.copyLink}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </section>
      <Group justify="flex-end" gap={8}>
        {invited.length > 0 && (
          <>
            <Button
              variant="default"
              leftSection={<Copy size={16} aria-hidden />}
              onClick={() => void copy(invited.map(({ email, url }) => `${email ?? ""}\t${url ?? ""}`).join("\n"))}
            >
              {invite.copyAll}
            </Button>
            <Button
              variant="default"
              leftSection={<Download size={16} aria-hidden />}
              onClick={() => download(inviteCsv(results), invite.csvName)}
            >
              {invite.csv}
            </Button>
          </>
        )}
        <Button variant="default" onClick={onMore}>
          {invite.others}
        </Button>
        <Button onClick={onDone}>{words.invite.done}</Button>
      </Group>
    </div>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ message: memberWords.invite.copied, tone: "good" });
  } catch {
    // Without HTTPS, or when it was forbidden, the browser doesn't let pages copy.
    notify({ message: memberWords.invite.copyFailed, tone: "error" });
  }
}

function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
