import { ActionIcon, Popover } from "@mantine/core";
import { Bell as BellIcon } from "lucide-react";
import { useState } from "react";
import { useUnreadNotices } from "../api/notices.ts";
import { BellList } from "./BellList.tsx";
import styles from "./notices.module.css";
import { useCalmWords } from "./use-calm-words.ts";
import { words } from "./words.ts";

/** In the bar over all pages: how many notices are unread, and the latest of them. */
export function Bell() {
  const unread = useUnreadNotices();
  const [opened, setOpened] = useState(false);
  const said = useCalmWords(unread);
  return (
    <>
      <Popover
        opened={opened}
        onChange={setOpened}
        position="bottom-end"
        shadow="md"
        width={400}
        trapFocus
        returnFocus
        withinPortal
      >
        <Popover.Target>
          <ActionIcon
            className={styles.bell}
            aria-label={words.bell(unread)}
            size={36}
            radius="xl"
            onClick={() => setOpened(!opened)}
          >
            <BellIcon size={20} aria-hidden />
            {unread > 0 && (
              <span className={styles.count} aria-hidden>
                {words.count(unread)}
              </span>
            )}
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown className={styles.popover} aria-label={words.title}>
          {opened && <BellList unread={unread} onClose={() => setOpened(false)} />}
        </Popover.Dropdown>
      </Popover>
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </>
  );
}
