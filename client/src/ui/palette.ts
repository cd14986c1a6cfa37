/**
 * The twelve tag colours, in both themes. `mark`: dots, bars and underlines, at least 3:1 on every surface, and on the
 * text's ground where highlights lie on it, however many. `text`: at least 4.5:1 on every surface and on its own tint;
 * `strong`: its place in high contrast, at least 7:1. `tint`: behind the reading text. Tints of one theme are equally
 * light, so that no pile of them comes nearer to the ink than one does. The marks were searched for the greatest
 * smallest distance between any two under normal, protan, deutan and tritan vision; palette.test.ts holds them to it.
 * The same values stand in palette.css, as custom properties.
 */
interface TagColour {
  mark: string;
  text: string;
  strong: string;
  tint: string;
}

/** What tag colours stand on. */
export const SURFACES = { light: ["#ffffff", "#fbfaf8", "#f3f2ef"], dark: ["#191817", "#201f1d", "#2b2a28"] } as const;
/** The same in high contrast. */
export const STRONG_SURFACES = {
  light: ["#ffffff", "#f3f2ef"],
  dark: ["#000000", "#1c1b1a", "#141312"],
} as const;

export const PALETTE: Record<"light" | "dark", readonly TagColour[]> = {
  light: [
    { mark: "#890e40", text: "#890e40", strong: "#890e40", tint: "#ffdfe5" },
    { mark: "#a35701", text: "#9e5403", strong: "#7e4100", tint: "#fee2cd" },
    { mark: "#a77c0e", text: "#856103", strong: "#694c00", tint: "#ffe4b1" },
    { mark: "#3a3f06", text: "#3a3f06", strong: "#3a3f06", tint: "#e4ecb3" },
    { mark: "#597f5c", text: "#4b704e", strong: "#345938", tint: "#c8f2ca" },
    { mark: "#158d9c", text: "#03727f", strong: "#005a65", tint: "#abf3fe" },
    { mark: "#01496d", text: "#01496d", strong: "#01496d", tint: "#d0ebfe" },
    { mark: "#1c55c8", text: "#1c55c8", strong: "#0e48ba", tint: "#dbe8fe" },
    { mark: "#994df5", text: "#8838e1", strong: "#7314c7", tint: "#ebe3ff" },
    { mark: "#7f2498", text: "#7f2498", strong: "#7f2498", tint: "#f7e0ff" },
    { mark: "#de4996", text: "#bc2579", strong: "#9f0062", tint: "#fddfeb" },
    { mark: "#606060", text: "#606060", strong: "#515151", tint: "#e7e7e7" },
  ],
  dark: [
    { mark: "#fc675c", text: "#fe7e72", strong: "#fe8276", tint: "#642621" },
    { mark: "#fd9d34", text: "#fd9d34", strong: "#fd9d34", tint: "#603400" },
    { mark: "#facd15", text: "#facd15", strong: "#facd15", tint: "#4a3a00" },
    { mark: "#c8e19e", text: "#c8e19e", strong: "#c8e19e", tint: "#2f4100" },
    { mark: "#2d9e22", text: "#4dba43", strong: "#4fbc45", tint: "#174313" },
    { mark: "#54efe2", text: "#54efe2", strong: "#54efe2", tint: "#004641" },
    { mark: "#1aa9f1", text: "#29b1f9", strong: "#29b1f9", tint: "#004060" },
    { mark: "#9ec3fa", text: "#9ec3fa", strong: "#9ec3fa", tint: "#1b3a67" },
    { mark: "#7f7bfc", text: "#989bfd", strong: "#9b9dfd", tint: "#343469" },
    { mark: "#a179c0", text: "#bc94dd", strong: "#bf96e0", tint: "#4b2d60" },
    { mark: "#c9708b", text: "#e489a4", strong: "#e78ba6", tint: "#62253a" },
    { mark: "#aea89b", text: "#aea89b", strong: "#aea89b", tint: "#3d3a31" },
  ],
};

/** Of highlights without a tag. */
export const PLAIN = {
  light: { mark: "#866700", tint: "#fce5ae" },
  dark: { mark: "#d9b53c", tint: "#4a3a00" },
} as const;

/** How much of a tint one highlight lays over what is beneath; the focused one covers it whole. */
export const TINT_SHARE = 0.6;

type ColourPart = "mark" | "text" | "tint";

/** The custom property of a colour, for styles: `var(--tag-3-text)`. Indexes out of range wrap around. */
export function tagColour(index: number, part: ColourPart = "mark"): string {
  const size = PALETTE.light.length;
  const colour = ((Math.trunc(index) % size) + size) % size;
  return `var(--tag-${colour}${part === "mark" ? "" : `-${part}`})`;
}
