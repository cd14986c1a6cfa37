import { Modal, SegmentedControl } from "@mantine/core";
import { useEffect, useId, useState } from "react";
import { useCoveredPage } from "../ui/use-covered-page.ts";
import type { Command } from "./command-registry.ts";
import { isMac, isSingleKey, namesOf } from "./key-combo.ts";
import styles from "./keys-dialog.module.css";
import { SINGLE_KEYS, setSingleKeys, useSingleKeys } from "./single-keys.ts";
import { commands } from "./use-commands.ts";
import { words } from "./words.ts";

/** All keys of the page it lies over, by group, and the switch for single keys. Reads them once: open it anew. */
export function KeysDialog({ onReady, onClose }: { onReady: () => unknown; onClose: () => void }) {
  const [groups] = useState(() => grouped(commands.list()));
  const single = useSingleKeys();
  const help = useId();
  useCoveredPage();
  // A dialog that comes into the page open doesn't know who had the keyboard before it.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement)
          before.focus({ preventScroll: true });
      });
    },
    [before],
  );
  useEffect(() => {
    onReady();
  }, [onReady]);
  return (
    <Modal opened onClose={onClose} title={words.title} size="xl">
      <section className={styles.single}>
        <h3 className={styles.title}>{words.single}</h3>
        <SegmentedControl
          aria-label={words.single}
          aria-describedby={help}
          value={single}
          onChange={(value) => setSingleKeys(SINGLE_KEYS.find((one) => one === value) ?? "always")}
          data={SINGLE_KEYS.map((value) => ({ value, label: words.choices[value] }))}
        />
        <p id={help} className={styles.help}>
          {words.singleHelp}
        </p>
      </section>
      <div className={styles.groups}>
        {groups.map(({ title, lines }) => (
          <section key={title}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.lines}>
              {lines.map((command) => (
                <KeyLine key={command.id} command={command} off={single === "never"} />
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

function KeyLine({ command, off }: { command: Command; off: boolean }) {
  const keys = (command.keys ?? []).map((combo) => namesOf(combo, words.names, isMac()));
  const isOff = off && command.run !== undefined && (command.keys?.every(isSingleKey) ?? false);
  return (
    <div className={styles.line} data-off={isOff || undefined}>
      <dt>{command.title}</dt>
      <dd>
        {isOff && <span className="visually-hidden">{words.off}</span>}
        {keys.map((combo, index) => (
          <span key={combo.join(" ")} className={styles.combo}>
            {index > 0 && combo.length > 1 && <span className={styles.or}>{words.or}</span>}
            {combo.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </span>
        ))}
      </dd>
    </div>
  );
}

/** The commands that have keys, under their headings. */
function grouped(all: readonly Command[]): { title: string; rank: number; lines: Command[] }[] {
  const groups = new Map<string, { title: string; rank: number; lines: Command[] }>();
  for (const command of all) {
    if (!command.keys?.length) continue;
    const { title, rank } = command.group;
    const group = groups.get(title) ?? { title, rank, lines: [] };
    group.lines.push(command);
    groups.set(title, group);
  }
  return [...groups.values()].sort((a, b) => a.rank - b.rank);
}
