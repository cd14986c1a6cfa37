import { Button, Checkbox, Popover } from "@mantine/core";
import { Check, Handshake, X } from "lucide-react";
import { useState } from "react";
import { KeyHint, useAriaKey } from "../commands/KeyHint.tsx";
import type { AgreedState, CodedState } from "./agreement.ts";
import styles from "./consensus.module.css";
import { type Consensus, useConsensus } from "./consensus.ts";
import { useRoom } from "./room.ts";
import { shownTags } from "./shown-tags.ts";
import type { ResolvedAnnotation } from "./use-annotations.ts";
import { words } from "./words.ts";

interface CardConsensusProps {
  annotation: ResolvedAnnotation;
  focused: boolean;
}

/** On a coder's card, who else coded the passage and what became of it; on an agreed one, from whom it comes. */
export function CardConsensus({ annotation, focused }: CardConsensusProps) {
  const consensus = useConsensus();
  const state = consensus?.stateOf(annotation.id);
  if (!consensus || !state) return null;
  if (state.kind === "agreed") return <From consensus={consensus} state={state} />;
  return (
    <div className={styles.consensus}>
      <Agreement consensus={consensus} state={state} focused={focused} />
      <Outcome consensus={consensus} state={state} focused={focused} />
      {focused && consensus.add && state.takenAs === null && state.leftOutBy === null && (
        <Add annotation={annotation} add={consensus.add} leaveOut={state.isOpen ? consensus.leaveOut : null} />
      )}
    </div>
  );
}

function From({ consensus, state }: { consensus: Consensus; state: AgreedState }) {
  const { from, unseen } = state;
  return (
    <p className={styles.from}>
      <Handshake size={14} aria-hidden /> {words.consensus.from}{" "}
      {from.map(({ id, author }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <button type="button" className={styles.link} onClick={(event) => show(event, consensus, id)}>
            {consensus.nameOf(author)}
          </button>
        </span>
      ))}
      {unseen > 0 && words.consensus.unseen(unseen, from.length > 0)}
    </p>
  );
}

function Agreement({ consensus, state, focused }: { consensus: Consensus; state: CodedState; focused: boolean }) {
  if (consensus.coders < 2) return null;
  const authors = new Set(state.others.map(({ author }) => author));
  if (!focused || authors.size === 0) {
    return <p className={styles.quiet}>{words.consensus.agreement(authors.size + 1, consensus.coders)}</p>;
  }
  return (
    <p className={styles.quiet}>
      {words.consensus.also}{" "}
      {state.others.map(({ id, author, sameTags }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <button type="button" className={styles.link} onClick={(event) => show(event, consensus, id)}>
            {consensus.nameOf(author)}
          </button>{" "}
          ({sameTags ? words.consensus.sameTags : words.consensus.otherTags})
        </span>
      ))}
    </p>
  );
}

function Outcome({ consensus, state, focused }: { consensus: Consensus; state: CodedState; focused: boolean }) {
  const { leftOutBy } = state;
  if (leftOutBy !== null) {
    const takeBack = focused ? consensus.takeBack(leftOutBy) : null;
    return (
      <p className={styles.taken}>
        <X size={14} aria-hidden />{" "}
        <button type="button" className={styles.link} onClick={(event) => show(event, consensus, leftOutBy)}>
          {words.consensus.leftOut}
        </button>
        {takeBack && (
          <>
            {" · "}
            <button
              type="button"
              className={styles.link}
              onClick={(event) => {
                event.stopPropagation();
                takeBack();
              }}
            >
              {words.consensus.takeBack}
            </button>
          </>
        )}
      </p>
    );
  }
  const agreed = state.takenAs ?? state.settledBy;
  if (agreed === null) return null;
  return (
    <p className={styles.taken}>
      <Check size={14} aria-hidden />{" "}
      <button type="button" className={styles.link} onClick={(event) => show(event, consensus, agreed)}>
        {state.takenAs === null ? words.consensus.settled : words.consensus.taken}
      </button>
    </p>
  );
}

interface AddProps {
  annotation: ResolvedAnnotation;
  add: NonNullable<Consensus["add"]>;
  leaveOut: Consensus["leaveOut"];
}

function Add({ annotation, add, leaveOut }: AddProps) {
  const { tagsById } = useRoom();
  const ariaKey = useAriaKey();
  const [choosing, setChoosing] = useState(false);
  const tags = shownTags(annotation, tagsById).map(({ tag }) => tag);
  const [left, setLeft] = useState<readonly string[]>([]);
  const [note, setNote] = useState(true);
  const hasChoice = tags.length > 0 || annotation.note !== "";
  return (
    <div className={styles.add}>
      <Button
        size="xs"
        variant="default"
        leftSection={<Handshake size={14} aria-hidden />}
        rightSection={<KeyHint>A</KeyHint>}
        {...ariaKey("A")}
        onClick={(event) => {
          event.stopPropagation();
          add(annotation.id);
        }}
      >
        {words.consensus.add}
      </Button>
      {hasChoice && (
        <Popover opened={choosing} onChange={setChoosing} trapFocus returnFocus position="bottom-start">
          <Popover.Target>
            <button
              type="button"
              className={styles.link}
              aria-expanded={choosing}
              onClick={(event) => {
                event.stopPropagation();
                setChoosing(!choosing);
              }}
            >
              {words.consensus.choose}
            </button>
          </Popover.Target>
          {/* Its events come through the portal as if from inside the card, which Escape would close. */}
          <Popover.Dropdown
            aria-label={words.consensus.what}
            onClick={(event) => event.stopPropagation()}
            onKeyDown={(event) => event.key === "Escape" && event.stopPropagation()}
          >
            <form
              className={styles.choice}
              onSubmit={(event) => {
                event.preventDefault();
                setChoosing(false);
                add(annotation.id, { tags: tags.map(({ id }) => id).filter((id) => !left.includes(id)), note });
              }}
            >
              {tags.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  size="xs"
                  label={name}
                  checked={!left.includes(id)}
                  onChange={() => setLeft(left.includes(id) ? left.filter((one) => one !== id) : [...left, id])}
                />
              ))}
              {annotation.note !== "" && (
                <Checkbox size="xs" label={words.note.label} checked={note} onChange={() => setNote(!note)} />
              )}
              <Button type="submit" size="xs">
                {words.consensus.addChosen}
              </Button>
            </form>
          </Popover.Dropdown>
        </Popover>
      )}
      {leaveOut && (
        <button
          type="button"
          className={styles.link}
          onClick={(event) => {
            event.stopPropagation();
            leaveOut(annotation.id);
          }}
        >
          {words.consensus.leaveOut}
        </button>
      )}
    </div>
  );
}

function show(event: { stopPropagation(): void }, consensus: Consensus, id: string): void {
  event.stopPropagation();
  consensus.show(id);
}
