import { PALETTE_SIZE } from "@postil/shared/schema/tag";
import type { Emphasis } from "./painter.ts";
import { LEVELS } from "./plan.ts";

const EMPHASES: readonly Emphasis[] = ["presence", "hovered", "focused", "selection"];
const COLOURS: readonly (number | null)[] = [null, ...Array.from({ length: PALETTE_SIZE }, (_, index) => index)];

/** Name of the registered highlight for a colour and an underline. */
export function markName(colour: number | null, level: number): string {
  return `postil-mark-${colour ?? "plain"}-${level}`;
}

export function emphasisName(kind: Emphasis, colour: number | null): string {
  return `postil-${kind}-${colour ?? "plain"}`;
}

function colourOf(colour: number | null): string {
  return colour === null ? "var(--mark-plain)" : `var(--tag-${colour})`;
}

/** Shares of the colour in the tint, in per cent; tints lie over one another, so overlaps grow deeper by themselves. */
const TINT = "var(--mark-tint)";
const EMPHASIS_TINT: Record<Emphasis, string> = {
  presence: "var(--presence-tint)",
  hovered: "var(--mark-tint)",
  focused: "var(--mark-tint-focused)",
  selection: "var(--mark-tint-focused)",
};

function rule(name: string, declarations: string): string {
  return `::highlight(${name}) { ${declarations} }`;
}

function tint(colour: string, share: string): string {
  return `background-color: color-mix(in srgb, ${colour} ${share}, transparent);`;
}

/** One rule a colour and underline, one a colour and emphasis. */
function highlightRules(): string {
  const rules: string[] = [];
  for (const colour of COLOURS) {
    const value = colourOf(colour);
    for (let level = 0; level < LEVELS; level++) {
      const underline = `text-decoration: underline 1.5px ${value}; text-underline-offset: ${3.5 + level * 2.5}px; text-decoration-skip-ink: none;`;
      rules.push(rule(markName(colour, level), `${tint(value, TINT)} ${underline}`));
    }
    for (const kind of EMPHASES) rules.push(rule(emphasisName(kind, colour), tint(value, EMPHASIS_TINT[kind])));
  }
  return rules.join("\n");
}

let sheet: CSSStyleSheet | undefined;
let users = 0;

/**
 * Adds the rules to the page as a constructed sheet (the Content-Security-Policy allows those, and they follow from
 * the palette's size); answers the function that takes them away once nobody needs them.
 */
export function adoptHighlightStyles(page: Document): () => void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(highlightRules());
  }
  const adopted = sheet;
  if (users++ === 0) page.adoptedStyleSheets = [...page.adoptedStyleSheets, adopted];
  return () => {
    if (--users === 0) page.adoptedStyleSheets = page.adoptedStyleSheets.filter((one) => one !== adopted);
  };
}
