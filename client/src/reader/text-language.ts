import { cutText } from "@postil/shared/text/cut-text";

/** Enough to tell by, little enough to cost nothing. */
const SAMPLE = 4_000;
/** Names of an attribute in which people may have said it, in small letters. */
const ATTRIBUTES = new Set(["language", "lang", "sprache"]);

/** Scripts that tell a language, or the one whose fonts and line breaks they need. The first that fits counts. */
const SCRIPTS: readonly [language: string, letters: RegExp][] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["ko", /\p{Script=Hangul}/gu],
  ["zh", /\p{Script=Han}/gu],
  ["th", /\p{Script=Thai}/gu],
  ["he", /\p{Script=Hebrew}/gu],
  ["fa", /[\u067e\u0686\u0698\u06af\u06a9\u06cc]/gu],
  ["ar", /\p{Script=Arabic}/gu],
  ["hi", /\p{Script=Devanagari}/gu],
  ["el", /\p{Script=Greek}/gu],
];
/** Of the letters; foreign names and quotes stay below. */
const SHARE: Readonly<Record<string, number>> = { ja: 0.08, fa: 0.04 };

/**
 * The language of an article, for its fonts, hyphens and voice: what its attributes say, else what its script tells.
 * Undefined for scripts of many languages, such as Latin and Cyrillic.
 * @returns a BCP 47 tag
 */
export function textLanguage(text: string, attributes: Readonly<Record<string, string>>): string | undefined {
  for (const [name, value] of Object.entries(attributes)) {
    const said = ATTRIBUTES.has(name.toLowerCase()) ? validTag(value) : undefined;
    if (said !== undefined) return said;
  }
  const sample = cutText(text, SAMPLE);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return undefined;
  for (const [language, pattern] of SCRIPTS) {
    if ((sample.match(pattern)?.length ?? 0) / letters > (SHARE[language] ?? 0.4)) return language;
  }
  return undefined;
}

function validTag(said: string): string | undefined {
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(said.trim())) return undefined;
  try {
    return Intl.getCanonicalLocales(said.trim())[0];
  } catch {
    return undefined;
  }
}
