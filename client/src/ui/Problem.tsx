import { CircleAlert } from "lucide-react";
import styles from "./Problem.module.css";

/** What went wrong, beside the thing it went wrong with; read out when it appears. */
export function Problem({ message }: { message: string | null | undefined }) {
  return (
    <div role="alert" className={message ? styles.problem : styles.none}>
      {message && (
        <>
          <CircleAlert size={16} aria-hidden className={styles.icon} />
          <span>{message}</span>
        </>
      )}
    </div>
  );
}
