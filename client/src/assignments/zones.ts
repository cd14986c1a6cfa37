/**
 * Wall clocks and instants. An instant is ISO 8601 in UTC; a wall clock is `2026-03-29T02:30`, as a datetime field
 * holds it, and means something in a time zone only.
 */
import { formatDate } from "../ui/format.ts";

const MINUTE = 60_000;

/** Minutes that the zone is ahead of UTC at an instant (epoch ms). */
function offsetAt(zone: string, at: number): number {
  return Math.round((Date.parse(`${wallClock(at, zone)}Z`) - Math.floor(at / MINUTE) * MINUTE) / MINUTE);
}

function wallClock(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
  // A year that is being typed goes through 0002, 0020 and 0202.
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

/** What clocks in the zone show at the instant; "" for null. */
export function toWallClock(instant: string | null, zone: string): string {
  return instant === null ? "" : wallClock(Date.parse(instant), zone);
}

/**
 * The instant at which clocks in the zone show this; null for "" and what is no time. Of an hour that comes twice, when
 * clocks are set back, the first; of one that is left out, when they are set forward, as much later as is left out.
 */
export function toInstant(wall: string, zone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(wall)) return null;
  const naive = Date.parse(`${wall.slice(0, 16)}Z`);
  if (Number.isNaN(naive)) return null;
  // The zone's offsets on either side of whatever change may lie near.
  const before = offsetAt(zone, naive - 24 * 60 * MINUTE);
  const after = offsetAt(zone, naive + 24 * 60 * MINUTE);
  const candidates = [naive - before * MINUTE, naive - after * MINUTE].sort((a, b) => a - b);
  const wanted = wall.slice(0, 16);
  const exact = candidates.find((at) => wallClock(at, zone) === wanted);
  return new Date(exact ?? naive - before * MINUTE).toISOString();
}

/**
 * What is odd about a wall clock: "skipped", clocks there are set forward over it and never show it; "twice", they are
 * set back and show it two times. null for every other, and for what is no time.
 */
export function clockOddity(wall: string, zone: string): "skipped" | "twice" | null {
  const first = toInstant(wall, zone);
  if (first === null) return null;
  const wanted = wall.slice(0, 16);
  if (toWallClock(first, zone) !== wanted) return "skipped";
  // Clocks are set back by an hour nearly everywhere, by half of one on Lord Howe Island.
  const again = [30, 60].some((minutes) => wallClock(Date.parse(first) + minutes * MINUTE, zone) === wanted);
  return again ? "twice" : null;
}

/** The zone of this browser. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** "Europe/Berlin" -> "Berlin". */
export function zoneCity(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

/** All zones that this browser knows, UTC first. */
export function allZones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
}

/** "Sunday, 29 March 2026 at 23:59" in the zone. */
export function formatMoment(instant: string, zone: string): string {
  return formatDate(instant, {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
}

/** Clocks in both show the same at that instant. */
export function sameClock(instant: string, one: string, other: string): boolean {
  return toWallClock(instant, one) === toWallClock(instant, other);
}
