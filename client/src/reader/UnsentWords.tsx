import { Button } from "@mantine/core";
import { plainText } from "@postil/shared/schema/comment";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { listDrafts, type StoredDraft } from "../sync/draft-storage.ts";
import { notify, notifyError } from "../ui/notify.ts";
import styles from "./reading-room.module.css";
import { words } from "./words.ts";

interface UnsentWordsProps {
  userId: string;
  /** Name of the layer's document. */
  document: string;
  /** Replies can still be sent where they stand: only notes are shown. */
  canComment: boolean;
}

/**
 * What somebody had typed but not sent when the article ended or their role did: says that it is kept and where, to be
 * taken along. Nothing where there is none.
 */
export function UnsentWords({ userId, document, canComment }: UnsentWordsProps) {
  const [drafts, setDrafts] = useState<readonly StoredDraft[]>([]);
  // After the fields that have just gone have put away what was typed last.
  useEffect(() => {
    const all = listDrafts(userId, document);
    setDrafts(canComment ? all.filter(({ key }) => key.startsWith("note/")) : all);
  }, [userId, document, canComment]);
  if (drafts.length === 0) return null;
  return (
    <section className={styles.unsent} aria-label={words.page.unsentTitle}>
      <h2>{words.page.unsentTitle}</h2>
      <p role="status">
        {words.page.unsentKept} <Link to="/recovered">{words.page.unsentWhere}</Link>.
      </p>
      <ul>
        {drafts.map((draft) => (
          <li key={draft.key}>
            <p>{plainText(draft.text)}</p>
            <Button size="compact-sm" variant="default" onClick={() => void copy(plainText(draft.text))}>
              {words.page.copy}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ message: words.page.copied, tone: "good" });
  } catch (error) {
    notifyError(error);
  }
}
