import { chooseLanguage, type LanguageTag } from "../words/languages.ts";
import { notify } from "./notify.ts";
import { words } from "./words.ts";

/** Loads the page again in this language, or says why it can't. What one was writing is kept by the drafts. */
export function changeLanguage(language: LanguageTag | null): void {
  if (!chooseLanguage(language)) notify({ message: words.languageNotKept, tone: "error" });
}
