import type { ArticleListItem } from "@postil/shared/schema/article";
import { compareNames } from "../ui/format.ts";

/** The values in use of each attribute, sorted: what can be filtered by. */
export function attributeValues(articles: readonly Pick<ArticleListItem, "attributes">[]): [string, string[]][] {
  const values = new Map<string, Set<string>>();
  for (const { attributes } of articles) {
    for (const [name, value] of Object.entries(attributes)) {
      values.set(name, (values.get(name) ?? new Set()).add(value));
    }
  }
  return [...values]
    .map(([name, all]): [string, string[]] => [name, [...all].sort(compareNames)])
    .sort(([a], [b]) => compareNames(a, b));
}

/** The same as choices of a FilterSelect: values are "name:value", as filters take them. */
export function attributeChoices(articles: readonly Pick<ArticleListItem, "attributes">[]) {
  return attributeValues(articles).map(([name, values]) => ({
    group: name,
    items: values.map((value) => ({ value: `${name}:${value}`, label: value })),
  }));
}
