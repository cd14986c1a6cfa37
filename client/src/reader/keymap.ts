import { words } from "./words.ts";

/** What a key does in the reading room. */
type Command =
  | "highlight"
  | "tag"
  | "comment"
  | "note"
  | "shortcut"
  | "next"
  | "previous"
  | "nextArticle"
  | "previousArticle"
  | "layer"
  | "filters"
  | "escape"
  | "undo"
  | "redo"
  | "help"
  | "adopt"
  | "difference";

export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const PLAIN: Readonly<Record<string, Command>> = {
  h: "highlight",
  t: "tag",
  c: "comment",
  n: "note",
  j: "next",
  k: "previous",
  l: "layer",
  f: "filters",
  a: "adopt",
  d: "difference",
  "]": "nextArticle",
  "[": "previousArticle",
  "?": "help",
  Escape: "escape",
};

/** Commands that Alt changes: it keeps the selection's exact ends. */
const WITH_ALT: ReadonlySet<Command> = new Set(["highlight", "tag", "comment", "note", "shortcut"]);

export interface KeyCommand {
  command: Command;
  /** Alt was held. */
  exact: boolean;
  /** For `shortcut`: 1 to 9. */
  digit: number;
}

/** The command of a key press; `null` when it means nothing here. Works on keyboards without Latin letters too. */
export function commandOf(press: KeyPress): KeyCommand | null {
  const control = press.ctrlKey || press.metaKey;
  const key = letterOf(press);
  const plain = { exact: press.altKey, digit: 0 };
  if (control) {
    if (press.altKey) return null;
    if (key === "z") return { ...plain, command: press.shiftKey ? "redo" : "undo" };
    return key === "y" && !press.shiftKey ? { ...plain, command: "redo" } : null;
  }
  const digit = /^Digit([1-9])$/.exec(press.code)?.[1] ?? (/^[1-9]$/.test(key) ? key : null);
  if (digit && !press.shiftKey) return { command: "shortcut", exact: press.altKey, digit: Number(digit) };
  const command = PLAIN[key];
  if (!command || (press.altKey && !WITH_ALT.has(command))) return null;
  if (press.shiftKey && command !== "help") return null;
  return { ...plain, command };
}

/** The letter of a key: with Alt, and where the layout has no Latin letters, the one that is printed on it elsewhere. */
function letterOf({ key, code, altKey }: KeyPress): string {
  const printed = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  if (printed && (altKey || !/^[\x20-\x7e]$/.test(key)) && key.length === 1) return printed;
  return key.length === 1 ? key.toLowerCase() : key;
}

interface KeyLine {
  keys: readonly string[];
  does: string;
}

/** The list that `?` shows. */
export const KEY_LIST: readonly { title: string; lines: readonly KeyLine[] }[] = [
  {
    title: words.keys.selection,
    lines: [
      { keys: ["H"], does: words.keys.highlight },
      { keys: ["T"], does: words.keys.tag },
      { keys: ["C"], does: words.keys.comment },
      { keys: ["N"], does: words.keys.note },
      { keys: ["1 – 9"], does: words.keys.shortcut },
      { keys: ["Alt"], does: words.keys.exact },
      { keys: ["Ctrl"], does: words.keys.addPassage },
    ],
  },
  {
    title: words.keys.moving,
    lines: [
      { keys: ["J"], does: words.keys.nextAnnotation },
      { keys: ["K"], does: words.keys.previousAnnotation },
      { keys: ["]"], does: words.keys.nextArticle },
      { keys: ["["], does: words.keys.previousArticle },
      { keys: ["Esc"], does: words.keys.escape },
    ],
  },
  {
    title: words.keys.caret,
    lines: [
      { keys: ["←", "→", "↑", "↓"], does: words.keys.arrows },
      { keys: ["Shift", "←"], does: words.keys.select },
      { keys: ["Ctrl", "←"], does: words.keys.words },
      { keys: ["Alt", "↓"], does: words.keys.sentences },
      { keys: ["Ctrl", "↓"], does: words.keys.paragraphs },
      { keys: ["Home", "End"], does: words.keys.line },
      { keys: ["Enter"], does: words.keys.open },
    ],
  },
  {
    title: words.keys.consensus,
    lines: [
      { keys: ["A"], does: words.keys.adopt },
      { keys: ["D"], does: words.keys.difference },
    ],
  },
  {
    title: words.keys.other,
    lines: [
      { keys: ["Ctrl", "Z"], does: words.keys.undo },
      { keys: ["Ctrl", "Shift", "Z"], does: words.keys.redo },
      { keys: ["Ctrl", "Enter"], does: words.keys.send },
      { keys: ["F"], does: words.keys.filters },
      { keys: ["L"], does: words.keys.layer },
      { keys: ["?"], does: words.keys.help },
    ],
  },
];
