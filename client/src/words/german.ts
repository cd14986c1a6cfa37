import type { Catalogue } from "./english.ts";
import { germanPages } from "./german-pages.ts";
import { germanReading } from "./german-reading.ts";

/** Every word in German. What is called what: docs/languages.md. */
export const german: Catalogue = { ...germanReading, ...germanPages };
