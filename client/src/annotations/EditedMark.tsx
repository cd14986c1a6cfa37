import { Modal } from "@mantine/core";
import { useState } from "react";
import { useTextHistory } from "../api/threads.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Time } from "../ui/Time.tsx";
import card from "./annotation-card.module.css";
import { RichText } from "./RichText.tsx";
import { useRoom } from "./room.ts";
import styles from "./thread.module.css";
import { words } from "./words.ts";

interface EditedMarkProps {
  kind: "note" | "comment";
  /** Of the annotation, or of the comment. */
  id: string;
  /** Epoch ms. */
  at: number;
}

/** Says that words were changed, and when; opens what they read before. */
export function EditedMark({ kind, id, at }: EditedMarkProps) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.edited}
        title={kind === "note" ? words.note.history : words.thread.history}
        aria-haspopup="dialog"
        onClick={(event) => {
          event.stopPropagation();
          setOpened(true);
        }}
      >
        {words.thread.edited} <Time at={at} />
      </button>
      {/* Its events come through the portal as if from inside the card. */}
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={words.history.title}
        onClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => event.key === "Escape" && event.stopPropagation()}
      >
        <Versions kind={kind} id={id} />
      </Modal>
    </>
  );
}

function Versions({ kind, id }: Pick<EditedMarkProps, "kind" | "id">) {
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
