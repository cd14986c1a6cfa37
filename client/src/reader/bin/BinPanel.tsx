import { Button, Modal } from "@mantine/core";
import { ELLIPSIS } from "@postil/shared/schema/anchor";
import { KEPT_DAYS } from "@postil/shared/schema/deletion";
import { Trash2, Undo2 } from "lucide-react";
import { useState } from "react";
import { shorten } from "../../annotations/quote.ts";
import { personOf } from "../../annotations/room.ts";
import { shownTags } from "../../annotations/shown-tags.ts";
import { useDaysLeft } from "../../api/deletions.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { notify } from "../../ui/notify.ts";
import { TagChip } from "../../ui/TagChip.tsx";
import { Time } from "../../ui/Time.tsx";
import { EraseForGood } from "../erase/EraseForGood.tsx";
import { useReaderRoom } from "../reader-context.ts";
import styles from "./bin.module.css";
import type { BinItem } from "./bin.ts";
import { useBin } from "./use-bin.ts";
import { words } from "./words.ts";

/** Items that are shown at once. */
const PAGE = 100;
const LONGEST = 240;

/** What was deleted here, with a way back. */
export function BinPanel({ onClose }: { onClose: () => void }) {
  const { room, settled } = useReaderRoom();
  const items = useBin();
  const [count, setCount] = useState(PAGE);
  const rest = items.length - count;
  const shown = items.slice(0, count);
  const days = useDaysLeft(room.layer.id, shown);

  const restore = (item: BinItem, button: HTMLElement) => {
    if (!room.actions.open) return;
    const line = button.closest("li");
    const other = line?.nextElementSibling ?? line?.previousElementSibling;
    room.actions.restore(item.id);
    notify({ message: words.restored, tone: "good" });
    // The button goes with what it brought back: the keyboard goes on to the next.
    const next = other?.querySelector("button") ?? document.querySelector<HTMLElement>("[data-bin-end]");
    requestAnimationFrame(() => next?.focus());
  };
  return (
    <Modal opened onClose={onClose} title={words.title} size="lg">
      <p className={styles.help} tabIndex={-1} data-bin-end>
        {words.help(KEPT_DAYS)}
      </p>
      {items.length === 0 && !settled && <Loading />}
      {items.length === 0 && settled && (
        <EmptyState icon={Trash2} title={words.emptyTitle}>
          {words.empty}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ul className={styles.list} aria-label={words.list}>
          {shown.map((item) => (
            <Item key={item.id} item={item} days={days.get(item.id)} onRestore={(button) => restore(item, button)} />
          ))}
        </ul>
      )}
      {rest > 0 && (
        <Button variant="subtle" onClick={() => setCount(count + PAGE)}>
          {words.more(Math.min(rest, PAGE))}
        </Button>
      )}
    </Modal>
  );
}

interface ItemProps {
  item: BinItem;
  /** Until it goes for good, where the server has told. */
  days: number | undefined;
  onRestore: (button: HTMLElement) => void;
}

function Item({ item, days, onRestore }: ItemProps) {
  const { room, sessions } = useReaderRoom();
  const role = sessions.layer.hello?.role;
  const { annotation, deleted, kind } = item;
  const author = personOf(room, item.author).name;
  const what = words[kind](author);
  const quote = (annotation.anchor?.segments ?? []).map(({ exact }) => exact).join(ELLIPSIS);
  const place = quote !== "" ? shorten(quote, LONGEST) : annotation.on === "memo" ? words.memo : words.wholeArticle;
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <h3 className={styles.what}>
          {what}
          {item.comments > 0 && <span className={styles.quiet}> {words.comments(item.comments)}</span>}
        </h3>
        <p className={styles.quote} data-quote={quote !== "" || undefined}>
          {kind === "comment" && <span className={styles.quiet}>{words.on} </span>}
          <bdi>{place}</bdi>
        </p>
        {item.words !== "" && (
          <p className={styles.text}>
            <bdi>{shorten(item.words, LONGEST)}</bdi>
          </p>
        )}
        {kind === "annotation" && annotation.tags.length > 0 && (
          <div className={styles.tags}>
            {shownTags(annotation, room.tagsById).map(({ tag }) => (
              <TagChip key={tag.id} tag={tag} />
            ))}
          </div>
        )}
        <p className={styles.quiet}>
          {deleted.by === room.writer.actor ? words.deletedByYou : words.deletedBy(personOf(room, deleted.by).name)}{" "}
          <Time at={deleted.at} />
          {days !== undefined && ` · ${days === 0 ? words.due : words.left(days)}`}
          {!item.mayRestore && ` · ${words.onlyInstructor}`}
        </p>
      </div>
      {item.mayRestore && (
        <Button
          variant="default"
          size="xs"
          className={styles.restore}
          leftSection={<Undo2 size={14} aria-hidden />}
          aria-label={words.restoreOne(`${what}, ${shorten(place, 60)}`)}
          onClick={(event) => onRestore(event.currentTarget)}
        >
          {words.restore}
        </Button>
      )}
      {role && <EraseForGood layer={room.layer} role={role} ids={[item.id]} of={`${what}, ${shorten(place, 60)}`} />}
    </li>
  );
}
