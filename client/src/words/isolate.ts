const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/** Letters written from right to left (Unicode's R and AL), and the characters that change the direction. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Keeps what a person wrote from changing the order of the sentence that it stands in: a Hebrew name would pull the
 * number behind it to its other side (Unicode Bidirectional Algorithm, UAX 9, 2.7). Text that can't do so is left as it is.
 */
export function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `${FIRST_STRONG_ISOLATE}${balanced(text)}${POP_ISOLATE}` : text;
}

/** A stray closing mark would end our isolation: opening and closing ones are left out, which only lose their effect. */
function balanced(text: string): string {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/gu, "");
}

/** The same words; each function isolates the strings it is given. */
export function isolating<Words>(words: Words): Words {
  if (typeof words === "function") {
    const say: (...given: unknown[]) => unknown = (...given) => words(...given.map(isolated));
    return say as Words;
  }
  if (!isPlain(words)) return words;
  // Safe: every key keeps a value of its own type.
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, isolating(value)])) as Words;
}

function isolated(value: unknown): unknown {
  if (typeof value === "string") return isolate(value);
  if (Array.isArray(value)) return value.map(isolated);
  if (isPlain(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, isolated(inner)]));
  return value;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
