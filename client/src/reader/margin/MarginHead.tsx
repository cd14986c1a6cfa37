import { ActionIcon } from "@mantine/core";
import { AlignRight, List } from "lucide-react";
import { useReaderCommands } from "../commands/use-reader-commands.ts";
import { setListPreferences, useListPreferences } from "../list/list-preferences.ts";
import { OrderField } from "../list/OrderField.tsx";
import { useReaderRoom } from "../reader-context.ts";
import styles from "./head.module.css";
import { words } from "./words.ts";

/** Above the cards: how they are shown. */
export function MarginHead({ count }: { count: number }) {
  const { store } = useReaderRoom();
  const { list } = useListPreferences();
  const label = list ? words.view.toBeside : words.view.toList;
  const toggle = () => {
    // The card that has the keyboard is made anew: the keyboard goes on with it.
    const at = document.activeElement?.closest<HTMLElement>("[data-annotation]")?.dataset.annotation;
    setListPreferences({ list: !list });
    if (at !== undefined) store.focus(at, "card");
  };
  useReaderCommands([{ id: "margin.list", title: label, group: "view", keys: [{ key: "v" }], run: toggle }]);
  return (
    <div className={styles.head}>
      {list && (
        <>
          <span className={styles.count}>{words.list.count(count)}</span>
          <OrderField />
        </>
      )}
      <ActionIcon size={32} aria-label={label} title={label} onClick={toggle}>
        {list ? <AlignRight size={18} aria-hidden /> : <List size={18} aria-hidden />}
      </ActionIcon>
    </div>
  );
}
