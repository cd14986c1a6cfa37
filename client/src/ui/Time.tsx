import { useEffect, useState } from "react";
import { formatDate, formatRelative } from "./format.ts";

/** An instant as ISO 8601 or epoch ms: "5 minutes ago", then a date; the exact time is its tooltip. */
export function Time({ at }: { at: string | number }) {
  const date = new Date(at);
  const now = useNow();
  return (
    <time dateTime={date.toISOString()} title={formatDate(date, EXACT)}>
      {describeTime(date.getTime(), now)}
    </time>
  );
}

const EXACT = { dateStyle: "full", timeStyle: "short" } as const;
const SAME_YEAR = { day: "numeric", month: "short" } as const;
const OTHER_YEAR = { day: "numeric", month: "short", year: "numeric" } as const;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Both in epoch ms. A clock that runs ahead makes "now", never the future. */
function describeTime(at: number, now: number): string {
  const ago = Math.max(0, now - at);
  if (ago < MINUTE) return formatRelative(0, "second", "short");
  if (ago < HOUR) return formatRelative(-Math.floor(ago / MINUTE), "minute", "short");
  if (ago < DAY) return formatRelative(-Math.floor(ago / HOUR), "hour", "short");
  if (ago < 7 * DAY) return formatRelative(-Math.floor(ago / DAY), "day", "short");
  return formatDate(at, new Date(at).getFullYear() === new Date(now).getFullYear() ? SAME_YEAR : OTHER_YEAR);
}

let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all times on the page, a step a minute. */
function useNow(): number {
  const [value, setValue] = useState(now);
  useEffect(() => {
    const update = () => setValue(now);
    listeners.add(update);
    now = Date.now();
    update();
    timer ??= setInterval(() => {
      now = Date.now();
      for (const listener of listeners) listener();
    }, MINUTE);
    return () => {
      listeners.delete(update);
      if (listeners.size === 0) {
        clearInterval(timer);
        timer = undefined;
      }
    };
  }, []);
  return value;
}
