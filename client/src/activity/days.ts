import type { ActivityItem } from "@postil/shared/schema/activity";

export interface Day {
  /** As the person's own calendar has it: "2025-04-30". */
  key: string;
  items: ActivityItem[];
}

/** Items, given newest first, by the days of the person's own calendar. */
export function byDay(items: readonly ActivityItem[]): Day[] {
  const days: Day[] = [];
  for (const item of items) {
    const key = dayOf(new Date(item.at));
    const last = days.at(-1);
    if (last?.key === key) last.items.push(item);
    else days.push({ key, items: [item] });
  }
  return days;
}

function dayOf(date: Date): string {
  const part = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())}`;
}

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const sameYear = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const otherYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });

/** "Today", "Yesterday", then the date. */
export function dayTitle(key: string, now: Date): string {
  const [year = 0, month = 1, day = 1] = key.split("-").map(Number);
  const date = new Date(year, month - 1, day);
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  // Rounded: a day of 23 or 25 hours is a day.
  const ago = Math.round((today.getTime() - date.getTime()) / 86_400_000);
  if (ago === 0 || ago === 1) {
    const title = relative.format(-ago, "day");
    return title.charAt(0).toLocaleUpperCase() + title.slice(1);
  }
  return (date.getFullYear() === now.getFullYear() ? sameYear : otherYear).format(date);
}
