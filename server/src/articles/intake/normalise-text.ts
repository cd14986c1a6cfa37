import { type Intake, refuse } from "./refusal.ts";

/** CRLF, CR, NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR: what programs other than a browser show as a new line. */
const LINE_ENDS = /\r\n|[\r\u0085\u2028\u2029]/g;

/** Something besides white space, control characters and invisible joiners. */
const VISIBLE = /[^\s\p{Cc}\p{Cf}]/u;

/**
 * Characters -> an article's text: every line end is `\n`, and the last character is one. Nothing else is changed or
 * taken away, so that what was pasted can be found again. Refuses nothing at all (`empty-text`), nothing to see
 * (`blank-text`), NUL, which no database column holds (`binary-file`), and half characters, which no encoding carries
 * (`undecodable-file`).
 */
export function normaliseText(raw: string): Intake<{ text: string }> {
  if (raw === "") return refuse("empty-text");
  if (raw.includes("\0")) return refuse("binary-file");
  if (/\p{Surrogate}/u.test(raw)) return refuse("undecodable-file");
  if (!VISIBLE.test(raw)) return refuse("blank-text");
  const text = raw.replace(LINE_ENDS, "\n");
  return { ok: true, text: text.endsWith("\n") ? text : `${text}\n` };
}
