import { NativeSelect } from "@mantine/core";
import { UserCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import styles from "./annotation-card.module.css";
import { personOf, useRoom } from "./room.ts";
import type { ResolvedAnnotation } from "./use-annotations.ts";
import { words } from "./words.ts";

interface CardAssigneeProps {
  annotation: ResolvedAnnotation;
  /** One may say who is to settle the thread. */
  editable: boolean;
  /** Asks for somebody though nobody is named yet, and takes the keyboard. */
  asking: boolean;
  onAsked: () => void;
}

/** Who is to settle the thread: at its head, to be changed in place on the open card. */
export function CardAssignee({ annotation, editable, asking, onAsked }: CardAssigneeProps) {
  const room = useRoom();
  const field = useRef<HTMLSelectElement>(null);
  const user = annotation.assignee?.user ?? "";
  useEffect(() => {
    if (asking) field.current?.focus();
  }, [asking]);
  if (user === "" && !asking) return null;
  if (!editable) {
    const isMe = user === room.writer.actor;
    return (
      <p className={styles.assignee}>
        <UserCheck size={14} aria-hidden />{" "}
        {isMe ? words.card.assignedToYou : words.card.assignedTo(personOf(room, user).name)}
      </p>
    );
  }
  // Who may not comment can't settle anything; somebody named before they lost that stays on the list.
  const choices = room.readers.filter(({ actor, canComment }) => canComment || actor === user);
  const others = user === "" || choices.some(({ actor }) => actor === user) ? [] : [user];
  return (
    <div className={styles.assignee}>
      <UserCheck size={14} aria-hidden />
      <NativeSelect
        ref={field}
        size="xs"
        variant="unstyled"
        aria-label={words.card.assignee}
        value={user}
        data={[
          { value: "", label: words.card.nobody },
          ...others.map((actor) => ({ value: actor, label: words.card.assignedTo(personOf(room, actor).name) })),
          ...choices.map(({ actor, name }) => ({
            value: actor,
            label: actor === room.writer.actor ? words.card.assignedToYou : words.card.assignedTo(name),
          })),
        ]}
        onChange={(event) => room.actions.assign(annotation.id, event.currentTarget.value || null)}
        onBlur={onAsked}
      />
    </div>
  );
}
