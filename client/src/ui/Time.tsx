import { useEffect, useState } from "react";

/** An instant as ISO 8601 or epoch ms: "5 minutes ago", then a date; the exact time is its tooltip. */
export function Time({ at }: { at: string | number }) {
  const date = new Date(at);
  const now = useNow();
  return (
    <time dateTime={date.toISOString()} title={exact.format(date)}>
      {describeTime(date.getTime(), now)}
    </time>
  );
}

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const sameYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const otherYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Both in epoch ms. A clock that runs ahead makes "now", never the future. */
function describeTime(at: number, now: number): string {
  const ago = Math.max(0, now - at);
  if (ago < MINUTE) return relative.format(0, "second");
  if (ago < HOUR) return relative.format(-Math.floor(ago / MINUTE), "minute");
  if (ago < DAY) return relative.format(-Math.floor(ago / HOUR), "hour");
  if (ago < 7 * DAY) return relative.format(-Math.floor(ago / DAY), "day");
  const format = new Date(at).getFullYear() === new Date(now).getFullYear() ? sameYear : otherYear;
  return format.format(at);
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
