/** Collects a statement's parameters: `add` answers the placeholder. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

const DAY_MS = 86_400_000;

/**
 * What a list is narrowed to in time, ISO 8601: instants are within, a day (`YYYY-MM-DD`) stands for all of it, in UTC.
 * Answers the conditions on an SQL expression; the parameters are added once, however many are asked for.
 */
export function withinTimes(
  { since, until }: { since?: string | undefined; until?: string | undefined },
  values: Parameters,
): (column: string) => string[] {
  const first = since && `${values.add(new Date(since))}::timestamptz`;
  const isDay = until !== undefined && !until.includes("T");
  const last = until && `${values.add(new Date(Date.parse(until) + (isDay ? DAY_MS : 0)))}::timestamptz`;
  return (column) => [
    ...(first ? [`${column} >= ${first}`] : []),
    ...(last ? [`${column} ${isDay ? "<" : "<="} ${last}`] : []),
  ];
}
