import { PALETTE_SIZE } from "@postil/shared/schema/tag";
import { PLAIN, TINT_SHARE } from "../../ui/palette.ts";
import { EMPHASES, type Emphasis } from "./painter.ts";
import { LEVELS } from "./plan.ts";

const COLOURS: readonly (number | null)[] = [null, ...Array.from({ length: PALETTE_SIZE }, (_, index) => index)];

/** Attribute of the element whose text is painted; highlights are styled on it, and what is in it inherits them. */
export const PAINTED = "data-painted";

/** Classes of the layer that holds the rectangles, and of each of them. */
export const RECTANGLES = "postil-rectangles";
export const RECTANGLE = "postil-rectangle";

function variable(colour: number | null): string {
  return colour === null ? "--mark-plain" : `--tag-${colour}`;
}

/** Name of the registered highlight, or class of the rectangle, for a colour and an underline. */
export function markName(colour: number | null, level: number, part = false): string {
  return `postil-${part ? "part" : "mark"}-${colour ?? "plain"}-${level}`;
}

export function emphasisName(kind: Emphasis, colour: number | null): string {
  return `postil-${kind}-${colour ?? "plain"}`;
}

/**
 * How much of its tint a mark lays over what is beneath: overlaps grow deeper by themselves, and never deeper than the
 * tints themselves (ui/palette.ts), so that text and lines can be read on any of them. What a search has found looks like a marker pen's stroke, in a colour of its own whatever lies beneath.
 */
const TOKENS = `
:root {
  --mark-plain: ${PLAIN.light.mark};
  --mark-plain-tint: ${PLAIN.light.tint};
  --mark-tint: ${TINT_SHARE * 100}%;
  --mark-tint-hovered: ${TINT_SHARE * 100}%;
  --mark-tint-focused: 100%;
  --mark-line: 1.5px;
  --mark-step: 2.5px;
  --presence-tint: 45%;
  --found: rgb(255 221 51 / 55%);
  --found-current: #ff9d2e;
  --found-current-ink: #1d1300;
}
:root[data-mantine-color-scheme="dark"] {
  --mark-plain: ${PLAIN.dark.mark};
  --mark-plain-tint: ${PLAIN.dark.tint};
  --found: rgb(255 221 51 / 32%);
}
:root[data-contrast="more"] {
  --mark-line: 2.5px;
  --mark-step: 4px;
}
`;

/**
 * Forced colours would paint every highlight like a selection, without its line, and a plate of one colour behind all
 * text. The article's blocks are let out of that and keep to the same few colours: lines alone tell marks apart.
 */
const FORCED = `
@media (forced-colors: active) {
  [${PAINTED}] { forced-color-adjust: none; }
  [data-from] { forced-color-adjust: none; color: CanvasText; }
  [data-from] a { color: LinkText; }
  .${RECTANGLES} { forced-color-adjust: none; }
  [${PAINTED}], [data-from], .${RECTANGLES} {
    ${COLOURS.map((colour) => `${variable(colour)}: CanvasText; ${variable(colour)}-tint: CanvasText;`).join(" ")}
    --mark-tint: 0%;
    --mark-tint-hovered: 20%;
    --mark-tint-focused: 30%;
    --mark-line: 2px;
    --mark-step: 4px;
    --presence-tint: 12%;
    --found: color-mix(in srgb, Highlight 35%, transparent);
    --found-current: Highlight;
    --found-current-ink: HighlightText;
  }
}
`;

/** Of a mark: the colour of its lines, and the one that lies behind the text. */
interface Paint {
  line: string;
  tint: string;
}

function paintOf(colour: number | null): Paint {
  const name = variable(colour);
  return { line: `var(${name})`, tint: `var(${name}-tint)` };
}

function tint(paint: Paint, share: string): string {
  return `background-color: color-mix(in srgb, ${paint.tint} ${share}, transparent);`;
}

interface Line {
  style: "solid" | "dashed";
  thickness: string;
  /** Below the baseline. */
  offset: string;
}

interface Look {
  declarations: string;
  line?: Line;
  /** What rectangles under the text have instead: they can't change its colour. */
  under?: string;
}

function markLook(paint: Paint, level: number, part: boolean): Look {
  const line: Line = {
    style: part ? "dashed" : "solid",
    thickness: "var(--mark-line)",
    offset: `calc(3.5px + ${level} * var(--mark-step))`,
  };
  return { declarations: tint(paint, "var(--mark-tint)"), line };
}

function emphasisLook(kind: Emphasis, paint: Paint): Look {
  switch (kind) {
    case "presence":
      return { declarations: tint(paint, "var(--presence-tint)") };
    case "preview":
      return {
        declarations: tint(paint, "var(--mark-tint)"),
        line: { style: "dashed", thickness: "2px", offset: "3.5px" },
      };
    case "found":
      return { declarations: "background-color: var(--found);" };
    case "hovered":
      return { declarations: tint(paint, "var(--mark-tint-hovered)") };
    case "foundCurrent":
      return {
        declarations: "background-color: var(--found-current); color: var(--found-current-ink);",
        under: "background-color: var(--found); outline: 2px solid var(--found-current);",
      };
    case "focused": {
      // A line above it, too: tints alone differ too little for everybody.
      const behind = tint(paint, "var(--mark-tint-focused)");
      return {
        declarations: `${behind} text-decoration: overline 2px ${paint.line};`,
        under: `${behind} box-shadow: inset 0 2px ${paint.line};`,
      };
    }
    case "selection":
      return { declarations: tint(paint, "var(--mark-tint-focused)") };
  }
}

const UNDER_TEXT = `
.${RECTANGLES} { position: absolute; top: 0; left: 0; width: 0; height: 0; pointer-events: none; isolation: isolate; }
.${RECTANGLES} div { position: absolute; top: 0; left: 0; }
.${RECTANGLE}::after { position: absolute; z-index: 1; right: 0; left: 0; content: ""; }
`;

function rules(where: string, name: string, { line: colour }: Paint, { declarations, line, under }: Look): string {
  const decoration = line
    ? `text-decoration: underline ${line.style} ${line.thickness} ${colour}; text-underline-offset: ${line.offset}; text-decoration-skip-ink: none;`
    : "";
  const drawn =
    line?.style === "dashed" ? `repeating-linear-gradient(90deg, ${colour} 0 5px, transparent 5px 8px)` : colour;
  const below = line
    ? `.${name}::after { top: calc(var(--baseline) + ${line.offset}); height: ${line.thickness}; background: ${drawn}; }`
    : "";
  return `${where}::highlight(${name}) { ${declarations} ${decoration} }\n.${name} { ${under ?? declarations} }\n${below}`;
}

/** For each colour, one rule an underline and one an emphasis. `where`: selector of what they are for. */
function highlightRules(where: string): string {
  const made: string[] = [TOKENS, FORCED, UNDER_TEXT];
  for (const colour of COLOURS) {
    const paint = paintOf(colour);
    for (let level = 0; level < LEVELS; level++) {
      for (const part of [false, true]) {
        made.push(rules(where, markName(colour, level, part), paint, markLook(paint, level, part)));
      }
    }
    for (const kind of EMPHASES) made.push(rules(where, emphasisName(kind, colour), paint, emphasisLook(kind, paint)));
  }
  return made.join("\n");
}

let sheet: CSSStyleSheet | undefined;
let users = 0;

/**
 * Whether lines under highlights reach the words in a painted element. Rules for that element alone, inherited by what
 * is in it (https://drafts.csswg.org/css-pseudo-4/#highlight-cascade), cost the page's other elements nothing: rules for
 * every element made each card beside the text ten times as dear to style.
 */
function reachesWords(page: Document): boolean {
  const painted = page.createElement("div");
  painted.setAttribute(PAINTED, "");
  const words = painted.appendChild(page.createElement("span"));
  page.documentElement.append(painted);
  const style = page.defaultView?.getComputedStyle(words, `::highlight(${markName(null, 0)})`);
  const reaches = style?.textDecorationLine?.includes("underline") ?? false;
  painted.remove();
  return reaches;
}

/** Whether this browser has lines under highlights, as far as the rules of the page go. */
export function hasLines(page: Document): boolean {
  const removeStyles = adoptHighlightStyles(page);
  const has = reachesWords(page);
  removeStyles();
  return has;
}

/**
 * Adds the rules to the page as a constructed sheet (the Content-Security-Policy allows those, and they follow from
 * the palette's size); answers the function that takes them away once nobody needs them.
 */
export function adoptHighlightStyles(page: Document): () => void {
  const isNew = sheet === undefined;
  sheet ??= new CSSStyleSheet();
  const adopted = sheet;
  if (isNew) adopted.replaceSync(highlightRules(`[${PAINTED}]`));
  if (users++ === 0) page.adoptedStyleSheets = [...page.adoptedStyleSheets, adopted];
  // A browser in which highlights aren't inherited needs them for every element.
  if (isNew && !reachesWords(page)) adopted.replaceSync(highlightRules(""));
  return () => {
    if (--users === 0) page.adoptedStyleSheets = page.adoptedStyleSheets.filter((one) => one !== adopted);
  };
}
