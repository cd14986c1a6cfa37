import { type Intake, refuse } from "./refusal.ts";

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
  const text = withLineFeeds(raw);
  return { ok: true, text: text.endsWith("\n") ? text : `${text}\n` };
}

/** CRLF, CR, NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR: what programs other than a browser show as a new line. */
function withLineFeeds(raw: string): string {
  // One string at a time: a pattern of them all takes seconds where a file has millions of lines.
  let text = raw;
  for (const end of ["\r\n", "\r", "\u0085", "\u2028", "\u2029"]) {
    if (text.includes(end)) text = text.split(end).join("\n");
  }
  return text;
}
