import type { Command } from "../../commands/command-registry.ts";
import { useCommands } from "../../commands/use-commands.ts";
import { words } from "../words.ts";

/** The headings under which the reading room's commands are listed, in their order. */
const GROUPS = {
  selection: { title: words.keys.selection, rank: 10 },
  annotation: { title: words.keys.annotation, rank: 20 },
  moving: { title: words.keys.moving, rank: 30 },
  text: { title: words.keys.caret, rank: 40 },
  agreed: { title: words.keys.consensus, rank: 50 },
  view: { title: words.keys.view, rank: 60 },
  other: { title: words.keys.other, rank: 70 },
} as const;

export type ReaderCommandGroup = keyof typeof GROUPS;

/**
 * Something that a person can do in the reading room. `enabled: false` where it can't be done now; a `run` that answers
 * false leaves the key to others.
 */
export interface ReaderCommand extends Omit<Command, "group"> {
  group: ReaderCommandGroup;
}

/** Offers commands by their keys, in the list of keys and by name, while the component is there. */
export function useReaderCommands(list: readonly ReaderCommand[]): void {
  useCommands(list.map(inGroup));
}

export function inGroup({ group, ...command }: ReaderCommand): Command {
  return { ...command, group: GROUPS[group] };
}
