import { spokenLocale } from "../words/catalogue.ts";
import { LANGUAGE_TAGS, LANGUAGES } from "../words/languages.ts";
import styles from "./FrontPage.module.css";
import { changeLanguage } from "./language.ts";
import { words } from "./words.ts";

/** For who has not signed in: each language under its own name. */
export function LanguageSwitch() {
  const spoken = spokenLocale().split("-")[0];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form
    <div role="group" aria-label={words.language} className={styles.languages}>
      {LANGUAGE_TAGS.map((tag) => (
        <button key={tag} type="button" lang={tag} aria-pressed={tag === spoken} onClick={() => changeLanguage(tag)}>
          {LANGUAGES[tag].name}
        </button>
      ))}
    </div>
  );
}
