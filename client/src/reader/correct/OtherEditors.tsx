import type { DocumentSession } from "../../sync/document-session.ts";
import { useReaders } from "../presence.ts";
import styles from "./correct.module.css";
import { words } from "./words.ts";

/** Names who else is correcting this text. */
export function OtherEditors({ session }: { session: DocumentSession }) {
  const others = useReaders(session, session, session.hello?.actor ?? "");
  return (
    <p className={styles.others} aria-live="polite">
      {others.length > 0 && words.others(others.map(({ name }) => name))}
    </p>
  );
}
