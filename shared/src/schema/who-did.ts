import type { Notice } from "./notice.ts";

/** Those who did it, in words: "Ben, Cleo and 2 others". */
export function whoDid({ actors, people }: Pick<Notice, "actors" | "people">): string {
  const names = actors.map(({ name }) => name);
  const others = people - names.length;
  if (others > 0) names.push(others === 1 ? "one other" : `${others} others`);
  return names.length < 2 ? (names[0] ?? "Somebody") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
