/*
 * Numbers, dates, lists and the order of names as the chosen language writes them. Nothing else in the client asks Intl
 * for a format or calls toLocaleString: the browser's default language need not be the one that the words are in.
 */
import { spokenLocale } from "../words/catalogue.ts";

const made = new Map<string, unknown>();

/** Making a formatter costs far more than using it: each is made once a language. */
function once<Format>(name: string, options: object, make: (locale: string) => Format): Format {
  const locale = spokenLocale();
  const key = `${name} ${locale} ${JSON.stringify(options)}`;
  const known = made.get(key);
  // Safe: the name of the maker is part of the key.
  if (known !== undefined) return known as Format;
  const format = make(locale);
  made.set(key, format);
  return format;
}

/** "1,234" */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return once("number", options, (locale) => new Intl.NumberFormat(locale, options)).format(value);
}

/** @param at an instant as ISO 8601, epoch ms or a Date */
export function formatDate(at: string | number | Date, options: Intl.DateTimeFormatOptions): string {
  return once("date", options, (locale) => new Intl.DateTimeFormat(locale, options)).format(new Date(at));
}

/** "in 5 minutes", "yesterday"; negative values are past. */
export function formatRelative(
  value: number,
  unit: Intl.RelativeTimeFormatUnit,
  style: Intl.RelativeTimeFormatStyle = "long",
): string {
  const options = { numeric: "auto", style } as const;
  return once("relative", options, (locale) => new Intl.RelativeTimeFormat(locale, options)).format(value, unit);
}

/** "Anna, Ben and Cem" */
export function formatList(parts: Iterable<string>, type: "conjunction" | "disjunction" = "conjunction"): string {
  return once("list", { type }, (locale) => new Intl.ListFormat(locale, { type })).format(parts);
}

/** For `sort`: as a person would look names up, "Text 2" before "Text 10". */
export function compareNames(a: string, b: string): number {
  const locale = spokenLocale();
  // Not from the table above: sorting asks often.
  if (collator?.locale !== locale) collator = { locale, compare: new Intl.Collator(locale, { numeric: true }).compare };
  return collator.compare(a, b);
}

let collator: { locale: string; compare: (a: string, b: string) => number } | undefined;

/** The first letter as a capital; a language without capitals leaves it. */
export function capitalised(text: string): string {
  const [first = ""] = text;
  return first.toLocaleUpperCase(spokenLocale()) + text.slice(first.length);
}

/**
 * A sentence by the language's own plural forms; "#" in it is the number: `plural(2, { one: "# tag", other: "# tags" })`.
 */
export function plural(count: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }): string {
  const form = once("plural", {}, (locale) => new Intl.PluralRules(locale)).select(count);
  return (forms[form] ?? forms.other).replaceAll("#", formatNumber(count));
}
