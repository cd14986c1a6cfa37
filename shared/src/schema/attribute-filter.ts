/**
 * `["outlet:Reuters", "outlet:AP", "wave:1"]` -> name to values. An article fits when for each name its value is one
 * of them. Values may hold `:`, names don't.
 */
export function parseAttributeFilter(filters: readonly string[]): Map<string, string[]> {
  const byName = new Map<string, string[]>();
  for (const filter of filters) {
    const colon = filter.indexOf(":");
    if (colon < 1) continue;
    const name = filter.slice(0, colon).trim();
    const value = filter.slice(colon + 1).trim();
    byName.set(name, [...(byName.get(name) ?? []), value]);
  }
  return byName;
}
