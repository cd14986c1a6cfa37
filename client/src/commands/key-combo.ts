/** A key, with what is held beside it. */
export interface KeyCombo {
  /**
   * What is printed on it: a small letter, a sign ("?", "["), "1-9" for any digit but 0; or the key's name as browsers
   * call it ("Escape", "F3", "ArrowLeft"; "Alt" alone for what it does while it is held).
   */
  key: string;
  /** Ctrl, or the Command key. */
  control?: boolean;
  /** Never asked of signs: on some keyboards they take Shift, on others not. */
  shift?: boolean;
  /** `free`: may be held, and the press says so as `exact`. */
  alt?: "held" | "free";
}

/** A key press as the browser tells it. */
export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  /** AltGr, which makes signs and is no Alt. Windows calls it Ctrl and Alt at once. */
  altGraph: boolean;
}

export function pressOf(event: KeyboardEvent): KeyPress {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
  return { key, code, ctrlKey, metaKey, altKey, shiftKey, altGraph: event.getModifierState("AltGraph") };
}

const DIGITS = "1-9";

/** Whether a press is this combination, on whatever keyboard: without Latin letters, with signs on other keys. */
export function fits(combo: KeyCombo, press: KeyPress): boolean {
  if (isSign(combo.key)) return fitsSign(combo, press);
  if (press.altGraph) return false;
  if ((press.ctrlKey || press.metaKey) !== (combo.control === true)) return false;
  if (combo.alt !== "free" && press.altKey !== (combo.alt === "held")) return false;
  if (combo.key === DIGITS) return !press.shiftKey && digitOf(press) !== null;
  if (press.shiftKey !== (combo.shift === true)) return false;
  return combo.key.length === 1 ? letterOf(press) === combo.key : press.key === combo.key;
}

function fitsSign(combo: KeyCombo, press: KeyPress): boolean {
  if (press.key !== combo.key) return false;
  if (press.altGraph) return combo.control !== true;
  // On a Mac Alt makes signs too: what it made is what was meant.
  return (press.ctrlKey || press.metaKey) === (combo.control === true);
}

function isSign(key: string): boolean {
  return key.length === 1 && !/[a-z]/.test(key);
}

/** The digit of a press, 1 to 9: by its key's place, since some keyboards make signs of that row. */
export function digitOf({ key, code }: KeyPress): number | null {
  const digit = /^Digit([1-9])$/.exec(code)?.[1] ?? (/^[1-9]$/.test(key) ? key : null);
  return digit === null ? null : Number(digit);
}

/** The letter of a key: with Alt, and where the layout has no Latin letters, the one that is printed on it elsewhere. */
function letterOf({ key, code, altKey }: KeyPress): string | null {
  if (key.length !== 1) return null;
  const printed = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  return printed && (altKey || !/^[\x20-\x7e]$/.test(key)) ? printed : key.toLowerCase();
}

/** Whether it is one character, with nothing held that keeps it from being typed or spoken by accident (WCAG 2.1.4). */
export function isSingleKey({ key, control, alt }: KeyCombo): boolean {
  return !control && alt !== "held" && (key.length === 1 || key === DIGITS);
}

/** What keys are called where they are not what is printed on them. */
export interface KeyNames {
  control: string;
  shift: string;
  alt: string;
  escape: string;
  enter: string;
  delete: string;
  home: string;
  end: string;
  pageUp: string;
  pageDown: string;
  space: string;
}

/** The keys of a combination as they are printed, in the order they are pressed. */
export function namesOf(combo: KeyCombo, names: KeyNames, mac: boolean): string[] {
  const held = [
    combo.control && (mac ? "⌘" : names.control),
    combo.alt === "held" && (mac ? "⌥" : names.alt),
    combo.shift && (mac ? "⇧" : names.shift),
  ].filter((name) => typeof name === "string");
  return [...held, nameOf(combo.key, names, mac)];
}

function nameOf(key: string, names: KeyNames, mac: boolean): string {
  const named: Readonly<Record<string, string>> = {
    [DIGITS]: "1 – 9",
    " ": names.space,
    Alt: mac ? "⌥" : names.alt,
    ArrowLeft: "←",
    ArrowRight: "→",
    ArrowUp: "↑",
    ArrowDown: "↓",
    Control: mac ? "⌘" : names.control,
    Delete: names.delete,
    End: names.end,
    Enter: names.enter,
    Escape: names.escape,
    Home: names.home,
    PageDown: names.pageDown,
    PageUp: names.pageUp,
  };
  return named[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}
