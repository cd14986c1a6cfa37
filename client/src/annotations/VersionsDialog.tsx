import { Modal } from "@mantine/core";
import { useTextHistory } from "../api/threads.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Time } from "../ui/Time.tsx";
import card from "./annotation-card.module.css";
import { RichText } from "./RichText.tsx";
import { useRoom } from "./room.ts";
import styles from "./thread.module.css";
import { words } from "./words.ts";

export interface VersionsProps {
  kind: "note" | "comment";
  /** Of the annotation, or of the comment. */
  id: string;
}

/** What the words of a note or a comment read before. */
export function VersionsDialog({
  kind,
  id,
  opened,
  onClose,
}: VersionsProps & { opened: boolean; onClose: () => void }) {
  return (
    // Its events come through the portal as if from inside the card.
    <Modal
      opened={opened}
      onClose={onClose}
      title={words.history.title}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.key === "Escape" && event.stopPropagation()}
    >
      <Versions kind={kind} id={id} />
    </Modal>
  );
}

function Versions({ kind, id }: VersionsProps) {
  const { layer } = useRoom();
  const { data, error, refetch } = useTextHistory(layer.id, kind, id);
  if (!data) {
    if (!error) return <Loading />;
    return <ErrorState title={words.history.failed} error={error} onRetry={() => void refetch()} />;
  }
  return (
    <>
      {data.items.length < 2 && <p className={card.hint}>{words.history.only}</p>}
      <ol className={styles.versions}>
        {data.items.map(({ text, name, at }, index) => (
          <li key={at}>
            <p className={card.hint}>
              <Time at={at} /> {words.history.by(name === "" ? words.card.unknownPerson : name)}
              {index === 0 && `, ${words.history.now}`}
            </p>
            {text === "" ? <p className={card.hint}>{words.history.empty}</p> : <RichText text={text} />}
          </li>
        ))}
      </ol>
    </>
  );
}
