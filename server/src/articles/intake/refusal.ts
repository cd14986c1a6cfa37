/** Why a text can't become an article. */
export const INTAKE_REASONS = {
  "empty-text": "There is nothing in it.",
  "blank-text": "There is only white space in it.",
  "binary-file": "It is not plain text. Save it as plain text (.txt) and add that.",
  "undecodable-file":
    "Its characters can't be read: it is neither UTF-8, UTF-16 nor Windows-1252. Save it as UTF-8 and add that.",
  "too-large": "It is larger than 5 MB. Split it and add the parts.",
} as const;

export type IntakeCode = keyof typeof INTAKE_REASONS;

export type Intake<T> = ({ ok: true } & T) | { ok: false; code: IntakeCode };

export function refuse(code: IntakeCode): { ok: false; code: IntakeCode } {
  return { ok: false, code };
}
