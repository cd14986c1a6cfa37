import { digitOf, fits, isSingleKey, type KeyCombo, type KeyPress } from "./key-combo.ts";
import type { SingleKeys } from "./single-keys.ts";

/** How a command was asked for. */
export interface CommandPress {
  by: "key" | "name";
  /** Alt was held, where the combination leaves it free. */
  exact: boolean;
  /** 1 to 9 for a combination of any digit, else 0. */
  digit: number;
}

/** A heading in the lists of commands. */
export interface CommandGroup {
  title: string;
  /** Lower ones stand first. */
  rank: number;
}

/** Something that a person can do here: by its key, by its name, or both. */
export interface Command {
  /** One a page: "reader.highlight". */
  id: string;
  title: string;
  group: CommandGroup;
  keys?: readonly KeyCombo[];
  /** False where it can't be done now: its key is somebody else's then, and its name isn't offered. */
  enabled?: boolean;
  /** Further words to find it by. */
  also?: string;
  /** Not offered by name: it means something with its key only. */
  keyOnly?: boolean;
  /** Asked before others of the same key: for what lies over the page. */
  first?: boolean;
  /** Heard in fields too; not for keys that type something. */
  inFields?: boolean;
  /** Answering false: there was nothing to do, the key is for others. Without it keys are only listed: something else handles them. */
  run?: (press: CommandPress) => unknown;
}

/** Where a key was pressed. */
export interface KeyPlace {
  /** A field, or what opened over the page: its keys are its own. */
  elsewhere: "field" | "overlay" | null;
  /** What single keys are kept to, where a person wants them there only. */
  inText: boolean;
}

interface Slot {
  commands: readonly Command[];
}

/** What can be done on the page as it stands. Keys, the list of keys and the palette are made of it. */
export class CommandRegistry {
  private readonly slots: Slot[] = [];
  private readonly sources = new Set<{ make: () => readonly Command[] }>();

  /** Answers how to bring newer ones in their place, and how to take them away. */
  add(commands: readonly Command[]): { update(commands: readonly Command[]): void; remove(): void } {
    const slot: Slot = { commands };
    this.slots.push(slot);
    return {
      update: (newer) => {
        slot.commands = newer;
      },
      remove: () => {
        const at = this.slots.indexOf(slot);
        if (at !== -1) this.slots.splice(at, 1);
      },
    };
  }

  /** Commands that are made only when somebody looks for one by name: one a tag, one a person … */
  addSource(source: { make: () => readonly Command[] }): () => void {
    this.sources.add(source);
    return () => this.sources.delete(source);
  }

  /** Every command with its keys, each id once, those that came first first. */
  list(): Command[] {
    const byId = new Map<string, Command>();
    for (const { commands } of this.slots) {
      for (const command of commands) if (!byId.has(command.id)) byId.set(command.id, command);
    }
    return [...byId.values()];
  }

  /** What can be done now by name. */
  named(): Command[] {
    const own = this.list();
    const made = [...this.sources].flatMap(({ make }) => make());
    return [...own, ...made].filter(({ run, keyOnly, enabled }) => run && !keyOnly && enabled !== false);
  }

  /** Does what a command of this id does; false when there is none, or when it had nothing to do. */
  run(id: string): boolean {
    const command = this.list().find((one) => one.id === id);
    if (!command?.run || command.enabled === false) return false;
    return command.run({ by: "name", exact: false, digit: 0 }) !== false;
  }

  /** Does what a key asks for. False when nothing did: the press is the browser's. */
  press(press: KeyPress, place: KeyPlace, single: SingleKeys): boolean {
    // The newest first: what was opened last is what one is at.
    const all = [...this.slots].reverse().flatMap(({ commands }) => commands);
    for (const command of [...all.filter(({ first }) => first), ...all.filter(({ first }) => !first)]) {
      if (!command.run || command.enabled === false || !command.keys) continue;
      if (place.elsewhere === "overlay" || (place.elsewhere === "field" && !command.inFields)) continue;
      const combo = command.keys.find((one) => fits(one, press));
      if (!combo) continue;
      if (isSingleKey(combo) && (single === "never" || (single === "text" && !place.inText))) continue;
      const digit = combo.key === "1-9" ? (digitOf(press) ?? 0) : 0;
      if (command.run({ by: "key", exact: combo.alt === "free" && press.altKey, digit }) !== false) return true;
    }
    return false;
  }
}
