/**
 * What PostgreSQL's text and jsonb refuse though JavaScript strings and Yjs hold it: U+0000 and halves of surrogate
 * pairs. One such character in a note would fail the whole commit, again and again.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the control character is what it looks for
const UNSTORABLE = /\u0000|\p{Surrogate}/gu;
/** The same as `JSON.stringify` escapes it; escaped backslashes are matched to be stepped over. */
const UNSTORABLE_ESCAPE = /\\\\|\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** The text with each unstorable character replaced by U+FFFD: its length and the offsets in it stay. */
export function storableText(text: string): string {
  return text.replace(UNSTORABLE, "\ufffd");
}

/** `JSON.stringify(value)`, fit for a jsonb column whatever its strings and keys hold. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value).replace(UNSTORABLE_ESCAPE, (found) => (found === "\\\\" ? found : "\ufffd"));
}
