import type { ActivityItem } from "@postil/shared/schema/activity";
import { dayKey } from "../ui/day.ts";

export interface Day {
  /** As the person's own calendar has it: "2025-04-30". */
  key: string;
  items: ActivityItem[];
}

/** Items, given newest first, by the days of the person's own calendar. */
export function byDay(items: readonly ActivityItem[]): Day[] {
  const days: Day[] = [];
  for (const item of items) {
    const key = dayKey(new Date(item.at));
    const last = days.at(-1);
    if (last?.key === key) last.items.push(item);
    else days.push({ key, items: [item] });
  }
  return days;
}
