/** What is not told apart. Canonically equal spellings never are, nor typographic quotes, hyphens, ligatures and widths. */
export interface FoldOptions {
  /** Capital and small letters are told apart. */
  matchCase?: boolean;
  /** "cafe" is "café". */
  ignoreDiacritics?: boolean;
}

/** A text as it is compared, and where each of its UTF-16 units comes from. */
export interface FoldedText {
  source: string;
  folded: string;
  /** For each unit of `folded`, and one after the last: the offset in `source` of the character that it stands for. */
  origins: Uint32Array;
}

/** Nothing that one sees: soft hyphens, zero-width spaces and the like. */
const UNSEEN = /\u034f|[\ufe00-\ufe0f]|[\u00ad\u200b\u200c\u2060\ufeff]/g;
const JOINS = /^(?:\p{M}|[\u00ad\u200b\u200c\u2060\ufeff])$/u;
/** Ligatures, Arabic presentation forms, half and full width: how letters are drawn, not which they are. */
const DRAWN = /[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdff\ufe70-\ufefc\uff01-\uffef]/;
/** Marks without which a letter is still that letter: not the vowels of Indic scripts, of Thai, or Japanese voicing. */
const DIACRITICS =
  /[\u0300-\u036f]|[\u0591-\u05bd]|[\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]|[\u0610-\u061a]|[\u064b-\u065f]|[\u0670\u06d6-\u06dc]|[\u06df-\u06e4]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe20-\ufe2f]/g;
/** "й" is a letter of its own, not an "и" with a mark. */
const SHORT_I = /^[иИ]\u0306/;
/** Letters with a stroke, and joined ones: Unicode takes none of them apart. */
const STROKED: Readonly<Record<string, string>> = {
  ...{ ø: "o", Ø: "O", ł: "l", Ł: "L", đ: "d", Đ: "D", ħ: "h", Ħ: "H", ŧ: "t", Ŧ: "T" },
  ...{ æ: "ae", Æ: "AE", œ: "oe", Œ: "OE" },
};
const TYPED: Readonly<Record<string, string>> = {
  ...{ "‘": "'", "’": "'", "‚": "'", "‛": "'", ʼ: "'", "′": "'" },
  ...{ "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"' },
  ...{ "‐": "-", "‑": "-", "\t": " ", "\u00a0": " ", "\u202f": " ", "\u3000": " " },
};
for (let unit = 0x2000; unit <= 0x200a; unit++) Object.assign(TYPED, { [String.fromCharCode(unit)]: " " });

function foldCharacter(character: string, { matchCase, ignoreDiacritics }: FoldOptions): string {
  let folded = TYPED[character] ?? character.replace(UNSEEN, "");
  folded = folded.normalize(DRAWN.test(folded) ? "NFKD" : "NFD");
  if (ignoreDiacritics) {
    const letter = SHORT_I.test(folded) ? folded.slice(0, 2) + folded.slice(2).replace(DIACRITICS, "") : null;
    folded = letter ?? folded.replace(DIACRITICS, "");
    folded = (STROKED[folded[0] ?? ""] ?? folded[0] ?? "") + folded.slice(1);
  }
  if (!matchCase) {
    // The Turkish capital with a dot is an "i"; by itself lower case would leave it the dot.
    folded = folded.replace(/^[Ii]\u0307/, "i");
    // By way of the capitals, as case folding does: "ß" and "ẞ" are "ss", "ς" is "σ".
    folded = folded.toUpperCase().toLowerCase().replace("ß", "ss");
  }
  return folded.normalize("NFD");
}

/** What single units become, by options: articles hold few different ones. */
const known = [0, 1, 2, 3].map(() => new Array<string | undefined>(0x10000));
const joins = new Uint8Array(0x10000);

function joinsOn(unit: number): boolean {
  if (unit < 0xad) return false;
  if (joins[unit] === 0) joins[unit] = JOINS.test(String.fromCharCode(unit)) ? 1 : 2;
  return joins[unit] === 1;
}

function foldMarked(character: string, options: FoldOptions, before: Map<string, string>): string {
  const folded = before.get(character) ?? foldCharacter(character, options);
  before.set(character, folded);
  return folded;
}

/** Folds a text, one character with its marks at a time, keeping where each came from. */
export function foldText(source: string, options: FoldOptions): FoldedText {
  const table = known[(options.matchCase ? 1 : 0) + (options.ignoreDiacritics ? 2 : 0)] as (string | undefined)[];
  const marked = new Map<string, string>();
  let units = new Uint16Array(source.length + 64);
  let origins = new Uint32Array(source.length + 65);
  let length = 0;
  let at = 0;
  while (at < source.length) {
    const from = at;
    const unit = source.charCodeAt(at++);
    if (unit >= 0xd800 && unit < 0xdc00 && (source.charCodeAt(at) & 0xfc00) === 0xdc00) at++;
    while (at < source.length && joinsOn(source.charCodeAt(at))) at++;
    let folded: string;
    if (at - from > 1) folded = foldMarked(source.slice(from, at), options, marked);
    else {
      folded = table[unit] ?? foldCharacter(source[from] as string, options);
      table[unit] = folded;
    }
    if (length + folded.length >= units.length) {
      const [fewer, fewerOrigins] = [units, origins];
      units = new Uint16Array(length * 2 + folded.length);
      units.set(fewer);
      origins = new Uint32Array(units.length + 1);
      origins.set(fewerOrigins);
    }
    for (let index = 0; index < folded.length; index++) {
      units[length] = folded.charCodeAt(index);
      origins[length++] = from;
    }
  }
  origins[length] = source.length;
  return { source, folded: stringOf(units.subarray(0, length)), origins };
}

/** Longest call of `fromCharCode`: arguments stand on the stack. */
const AT_ONCE = 8_192;

function stringOf(units: Uint16Array): string {
  let text = "";
  for (let from = 0; from < units.length; from += AT_ONCE) {
    // Spread, a typed array would be walked by its iterator: ten times slower.
    text += String.fromCharCode.apply(null, units.subarray(from, from + AT_ONCE) as unknown as number[]);
  }
  return text;
}
