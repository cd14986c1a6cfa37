import { words } from "./words.ts";

/** Names of the twelve colours of palette.ts, so that none has to be told by its look alone. */
export const COLOUR_NAMES: readonly string[] = words.colours;

export function colourName(index: number): string {
  return COLOUR_NAMES[index] ?? COLOUR_NAMES[0] ?? "";
}
