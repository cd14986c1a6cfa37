import type { PageWords, ReadingWords } from "./english.ts";

/** Where the person's choice is kept on this device. */
const KEY = "postil-language";

interface Language {
  /** What its speakers call it. */
  name: string;
  direction: "ltr" | "rtl";
  load: () => Promise<ReadingWords>;
  loadPages: () => Promise<PageWords>;
  /** Said when neither its words nor the app could be fetched: all that is known by then. */
  unloaded: string;
}

/** Every language of the interface; the first one is spoken where none is wanted that is here. */
export const LANGUAGES = {
  en: {
    name: "English",
    direction: "ltr",
    load: () => import("./english-reading.ts").then(({ englishReading }) => englishReading),
    loadPages: () => import("./english-pages.ts").then(({ englishPages }) => englishPages),
    unloaded: "Postil could not be loaded. Check your connection and reload the page.",
  },
  de: {
    name: "Deutsch",
    direction: "ltr",
    load: () => import("./german-reading.ts").then(({ germanReading }) => germanReading),
    loadPages: () => import("./german-pages.ts").then(({ germanPages }) => germanPages),
    unloaded: "Postil konnte nicht geladen werden. Prüfen Sie die Verbindung und laden Sie die Seite neu.",
  },
} satisfies Record<string, Language>;

export type LanguageTag = keyof typeof LANGUAGES;

const isLanguage = (tag: string | null): tag is LanguageTag => tag !== null && Object.hasOwn(LANGUAGES, tag);

/** The language chosen on this device, or null where the browser's decides. */
export function chosenLanguage(): LanguageTag | null {
  try {
    const stored = localStorage.getItem(KEY);
    return isLanguage(stored) ? stored : null;
  } catch {
    return null;
  }
}

/**
 * The first of the wanted languages that is here; a region's ("de-CH") is its language's.
 * @param wanted BCP 47 tags, best first, as navigator.languages
 */
export function firstSpoken(wanted: readonly string[]): LanguageTag {
  for (const tag of wanted) {
    const [language = ""] = tag.toLowerCase().split("-");
    if (isLanguage(language)) return language;
  }
  return "en";
}

/**
 * The language as it is spoken where the person is, for numbers and dates: "en-GB" for "en" where the browser says so.
 * @param wanted BCP 47 tags, best first, as navigator.languages
 */
export function regionOf(language: LanguageTag, wanted: readonly string[]): string {
  return wanted.find((tag) => tag.toLowerCase().split("-")[0] === language) ?? language;
}

/**
 * Chooses a language on this device, or null for the browser's own, and loads the page again in it.
 * @returns false where this browser keeps no choice (its storage is blocked): nothing has changed then
 */
export function chooseLanguage(language: LanguageTag | null): boolean {
  try {
    if (language === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, language);
  } catch {
    return false;
  }
  location.reload();
  return true;
}

export const LANGUAGE_TAGS = Object.keys(LANGUAGES).filter(isLanguage);
