/**
 * The twelve tag colours, in both themes. `mark`: dots, bars and underlines, at least 3:1 on every surface. `text`: at
 * least 4.5:1 on every surface and on its own tint. `tint`: behind the reading text. The marks were searched for the
 * greatest smallest distance between any two under normal, protan, deutan and tritan vision; palette.test.ts holds them
 * to it. The same values stand in palette.css, as custom properties.
 */
interface TagColour {
  mark: string;
  text: string;
  tint: string;
}

/** Names of the colours, so that none has to be told by its look alone. */
export const COLOUR_NAMES = [
  "Red",
  "Orange",
  "Amber",
  "Olive",
  "Green",
  "Teal",
  "Sky",
  "Blue",
  "Violet",
  "Purple",
  "Pink",
  "Slate",
] as const;

/** What tag colours stand on. */
export const SURFACES = { light: ["#ffffff", "#fbfaf8", "#f3f2ef"], dark: ["#191817", "#201f1d", "#2b2a28"] } as const;

export const PALETTE: Record<"light" | "dark", readonly TagColour[]> = {
  light: [
    { mark: "#a20031", text: "#a20031", tint: "#f0d6de" },
    { mark: "#b15105", text: "#a34b05", tint: "#f3e3d7" },
    { mark: "#b07e06", text: "#866005", tint: "#f2ead7" },
    { mark: "#4b4800", text: "#4b4800", tint: "#e2e2d6" },
    { mark: "#5c8055", text: "#4f6e49", tint: "#e5ebe4" },
    { mark: "#029797", text: "#027171", tint: "#d7eeee" },
    { mark: "#004b6a", text: "#004b6a", tint: "#d6e2e7" },
    { mark: "#1c57cb", text: "#1c57cb", tint: "#dbe4f7" },
    { mark: "#9271f2", text: "#6f56b8", tint: "#eee8fd" },
    { mark: "#8b2d9a", text: "#8b2d9a", tint: "#ecddef" },
    { mark: "#e65182", text: "#ad3d62", tint: "#fbe3eb" },
    { mark: "#565e5f", text: "#565e5f", tint: "#e4e5e5" },
  ],
  dark: [
    { mark: "#ff666f", text: "#ff8289", tint: "#563031" },
    { mark: "#fd9827", text: "#fd9827", tint: "#553c1f" },
    { mark: "#ffcc00", text: "#ffcc00", tint: "#564916" },
    { mark: "#c6dd9c", text: "#c6dd9c", tint: "#484d3b" },
    { mark: "#208f00", text: "#63b14d", tint: "#203a16" },
    { mark: "#5be9e2", text: "#5be9e2", tint: "#2e4f4c" },
    { mark: "#04a8ea", text: "#2ab5ed", tint: "#19404e" },
    { mark: "#a1bfff", text: "#a1bfff", tint: "#3f4553" },
    { mark: "#7876f9", text: "#9b9afb", tint: "#353452" },
    { mark: "#9c65b7", text: "#b992cc", tint: "#3e3042" },
    { mark: "#c15978", text: "#d48ba1", tint: "#472d33" },
    { mark: "#9ca2a7", text: "#a8adb2", tint: "#3e3e3e" },
  ],
};

type ColourPart = "mark" | "text" | "tint";

/** The custom property of a colour, for styles: `var(--tag-3-text)`. Indexes out of range wrap around. */
export function tagColour(index: number, part: ColourPart = "mark"): string {
  const size = COLOUR_NAMES.length;
  const colour = ((Math.trunc(index) % size) + size) % size;
  return `var(--tag-${colour}${part === "mark" ? "" : `-${part}`})`;
}

export function colourName(index: number): string {
  return COLOUR_NAMES[index] ?? COLOUR_NAMES[0];
}
