import { capitalised, formatDate, formatRelative } from "./format.ts";

/** A day as the person's own calendar has it: "2025-04-30". */
export function dayKey(date: Date): string {
  const part = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())}`;
}

const SAME_YEAR = { weekday: "long", day: "numeric", month: "long" } as const;
const OTHER_YEAR = { day: "numeric", month: "long", year: "numeric" } as const;

/** "Today", "Yesterday", then the date. */
export function dayTitle(key: string, now: Date): string {
  const [year = 0, month = 1, day = 1] = key.split("-").map(Number);
  const date = new Date(year, month - 1, day);
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  // Rounded: a day of 23 or 25 hours is a day.
  const ago = Math.round((today.getTime() - date.getTime()) / 86_400_000);
  if (ago === 0 || ago === 1) return capitalised(formatRelative(-ago, "day"));
  return formatDate(date, date.getFullYear() === now.getFullYear() ? SAME_YEAR : OTHER_YEAR);
}
