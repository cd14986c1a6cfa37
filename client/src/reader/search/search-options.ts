/** How a person searches, on this device. Diacritics are ignored until somebody wants them. */
export interface SearchOptions {
  matchCase: boolean;
  wholeWords: boolean;
  ignoreDiacritics: boolean;
}

const KEY = "postil.search";
const DEFAULTS: SearchOptions = { matchCase: false, wholeWords: false, ignoreDiacritics: true };

export function readSearchOptions(): SearchOptions {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    if (typeof stored !== "object" || stored === null) return DEFAULTS;
    const { matchCase, wholeWords, ignoreDiacritics } = stored as Record<string, unknown>;
    return {
      matchCase: matchCase === true,
      wholeWords: wholeWords === true,
      ignoreDiacritics: ignoreDiacritics !== false,
    };
  } catch {
    return DEFAULTS;
  }
}

export function keepSearchOptions(options: SearchOptions): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(options));
  } catch {
    // Storage is blocked or full: the choice holds until the page is left.
  }
}
