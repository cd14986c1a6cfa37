/** Why a text can't become an article. */
export const INTAKE_REASONS = {
  "empty-text": "There is nothing in it.",
  "blank-text": "There is only white space in it.",
  "binary-file": "It is not plain text. Save it as plain text (.txt) and add that.",
  "unknown-format":
    "It is none of the kinds of files that can be read: text, Markdown, HTML, Word (.docx), OpenDocument (.odt), EPUB or PDF. Save it as one of these and add that.",
  "broken-file": "It is damaged or incomplete. Get it once more from its source, or save it anew.",
  "encrypted-file": "It is protected by a password or a lock. Save it without and add that.",
  "scanned-file":
    "It holds pictures of pages and no text. Have the text recognised first (OCR), then add what comes out.",
  "archive-too-large": "Unpacked, it is far larger than a document. Nothing of it was read; save it anew and add that.",
  "takes-too-long": "Reading it took too long and was stopped. Save it as plain text (.txt) and add that.",
  "takes-too-much": "Reading it took too much memory and was stopped. Save it as plain text (.txt) and add that.",
  "file-too-large": "It is larger than 25 MB. Leave out its pictures, or split it, and add that.",
  "undecodable-file":
    "Its characters can't be read: it is neither UTF-8, UTF-16 nor Windows-1252. Save it as UTF-8 and add that.",
  "too-large": "It is larger than 5 MB. Split it and add the parts.",
} as const;

export type IntakeCode = keyof typeof INTAKE_REASONS;

export type Intake<T> = ({ ok: true } & T) | { ok: false; code: IntakeCode };

export function refuse(code: IntakeCode): { ok: false; code: IntakeCode } {
  return { ok: false, code };
}
