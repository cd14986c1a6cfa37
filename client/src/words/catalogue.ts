import type { PageWords, ReadingWords } from "./english.ts";
import { isolating } from "./isolate.ts";

let chosen: { locale: string; words: ReadingWords } | null = null;
let loadPages: (() => Promise<PageWords>) | null = null;
let loadingPages: Promise<void> | null = null;
let pages: PageWords | null = null;

/**
 * Takes the words of one language. Features read theirs once, when they are first imported, so this comes before any of
 * them is (main.tsx); another language takes a reload.
 * @param locale BCP 47, with the person's region where it is known ("en-GB"): numbers and dates are written its way
 * @param load fetches the words of the other pages, for `speakPages`
 */
export function speak(locale: string, words: ReadingWords, load: (() => Promise<PageWords>) | null = null): void {
  chosen = { locale, words: isolating(words) };
  loadPages = load;
}

/** Fetches the words of the pages other than the reading room: before one of them is imported (app/pages.ts). */
export function speakPages(): Promise<void> {
  if (!loadPages) throw new Error("No language was chosen yet whose words could be fetched.");
  loadingPages ??= loadPages().then(
    (words) => {
      pages = isolating(words);
    },
    (error: unknown) => {
      // The next page tries again.
      loadingPages = null;
      throw error;
    },
  );
  return loadingPages;
}

/** The words of the chosen language that the frame of every page and the reading room say. */
export function catalogue(): ReadingWords {
  return spoken().words;
}

/** The words of the chosen language that only other pages say. */
export function pageCatalogue(): PageWords {
  if (!pages) throw new Error("The words of the pages are not there: app/pages.ts fetches them before a page.");
  return pages;
}

/** The chosen language and region as a BCP 47 tag. */
export function spokenLocale(): string {
  return spoken().locale;
}

function spoken() {
  if (!chosen) throw new Error("No language was chosen yet: speak() comes before the features are imported.");
  return chosen;
}
