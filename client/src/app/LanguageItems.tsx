import { Menu } from "@mantine/core";
import type { ReactNode } from "react";
import { changeLanguage } from "../ui/language.ts";
import { words } from "../ui/words.ts";
import { chosenLanguage, LANGUAGE_TAGS, LANGUAGES } from "../words/languages.ts";

/** The browser's language or a chosen one, each under its own name. The chosen one carries the mark `checked`. */
export function LanguageItems({ checked }: { checked: ReactNode }) {
  const chosen = chosenLanguage();
  return (
    <>
      <Menu.Label>{words.language}</Menu.Label>
      {[null, ...LANGUAGE_TAGS].map((tag) => (
        <Menu.RadioItem
          key={tag ?? "auto"}
          value={tag ?? "auto"}
          checked={chosen === tag}
          rightSection={chosen === tag ? checked : undefined}
          onChange={() => changeLanguage(tag)}
          {...(tag && { lang: tag })}
        >
          {tag ? LANGUAGES[tag].name : words.languageAuto}
        </Menu.RadioItem>
      ))}
    </>
  );
}
