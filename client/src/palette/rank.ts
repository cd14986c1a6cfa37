/** Something that can be looked for by name. */
export interface Findable {
  id: string;
  title: string;
  /** Further words to find it by. */
  also?: string | undefined;
}

/** Lower case, without accents: what people type when they look for something. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * What fits the typed words, the best first: titles that begin with them, then words that do, then anything that holds
 * them, then letters that stand in that order ("hlt" finds "Highlight"). Among equals, those used last come first, then
 * as given. With nothing typed: all, those used last first.
 */
export function rank<T extends Findable>(all: readonly T[], typed: string, recent: readonly string[]): T[] {
  const wanted = fold(typed.trim());
  const used = (item: T) => {
    const place = recent.indexOf(item.id);
    return place === -1 ? recent.length : place;
  };
  const found = all.flatMap((item, index) => {
    const score = wanted === "" ? 0 : scoreOf(item, wanted);
    return score === null ? [] : [{ item, index, score }];
  });
  return found
    .sort((a, b) => a.score - b.score || used(a.item) - used(b.item) || a.index - b.index)
    .map(({ item }) => item);
}

/** 0 is best; null doesn't fit. */
function scoreOf({ title, also = "" }: Findable, wanted: string): number | null {
  const name = fold(title);
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  const words = wanted.split(/\s+/);
  const starts = startsOf(name);
  if (words.every((word) => starts.some((start) => start.startsWith(word)))) return 2;
  if (words.every((word) => name.includes(word))) return 3;
  const more = `${name} ${fold(also)}`;
  if (words.every((word) => more.includes(word))) return 4;
  return wanted.length > 1 && isWithin(words.join(""), name) ? 5 : null;
}

function startsOf(name: string): string[] {
  return name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** Most letters between two that were typed: letters that stand anywhere fit every long title. */
const GAP = 6;

/** Whether the letters stand in the name in this order, the first at a word's beginning, none far from the last. */
function isWithin(letters: string, name: string): boolean {
  for (
    let start = name.indexOf(letters[0] as string);
    start !== -1;
    start = name.indexOf(letters[0] as string, start + 1)
  ) {
    if (start > 0 && /[\p{L}\p{N}]/u.test(name[start - 1] as string)) continue;
    let at = start;
    const fits = [...letters.slice(1)].every((letter) => {
      const next = name.indexOf(letter, at + 1);
      const near = next !== -1 && next - at <= GAP;
      at = next;
      return near;
    });
    if (fits) return true;
  }
  return false;
}
