import { type ComponentType, useRef, useState } from "react";
import type { CommandGroup } from "../commands/command-registry.ts";
import { type HeldWords, holdKeys } from "../commands/held-keys.ts";
import { useCommandKeys } from "../commands/use-command-keys.ts";
import { useCommands } from "../commands/use-commands.ts";
import { words as commandWords } from "../commands/words.ts";
import { words as paletteWords } from "../palette/words.ts";
import { notify } from "../ui/notify.ts";
import { loadKeysDialog, loadPalette } from "./pages.ts";
import { words } from "./words.ts";

interface DialogProps {
  /** To be called once it has the keyboard: answers what was typed before. */
  onReady: () => HeldWords;
  onClose: () => void;
}

const EVERYWHERE: CommandGroup = { title: commandWords.groups.everywhere, rank: 80 };

/** The keys of every page, and what lists them. */
export function CommandLayer() {
  const [open, setOpen] = useState<{ Dialog: ComponentType<DialogProps>; onReady: () => HeldWords } | null>(null);
  const coming = useRef(false);
  const show = async (load: () => Promise<ComponentType<DialogProps>>) => {
    // Asked for twice it comes once: keys held twice would be given back once.
    if (coming.current) return;
    coming.current = true;
    let wanted = true;
    const held = holdKeys(() => {
      wanted = false;
      coming.current = false;
    });
    try {
      const Dialog = await load();
      if (wanted) setOpen({ Dialog, onReady: held.release });
    } catch {
      held.release();
      if (wanted) notify({ message: words.failure.missing, tone: "error" });
    }
    if (wanted) coming.current = false;
  };
  useCommandKeys();
  useCommands([
    {
      id: "app.keys",
      title: commandWords.title,
      group: EVERYWHERE,
      keys: [{ key: "?" }],
      run: () => void show(loadKeysDialog),
    },
    {
      id: "app.palette",
      title: paletteWords.title,
      group: EVERYWHERE,
      keys: [{ key: "k", control: true }],
      inFields: true,
      run: () => void show(loadPalette),
    },
  ]);
  return open && <open.Dialog onReady={open.onReady} onClose={() => setOpen(null)} />;
}
