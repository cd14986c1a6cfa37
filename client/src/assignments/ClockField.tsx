import { TextInput } from "@mantine/core";
import { words } from "./words.ts";
import { clockOddity, formatMoment, ownZone, sameClock, toInstant, zoneCity } from "./zones.ts";

interface ClockFieldProps {
  label: string;
  /** Shown while the field is empty. */
  hint?: string;
  /** Whose clocks the value is of. */
  zone: string;
  /** A wall clock, or "". */
  value: string;
  onChange: (wall: string) => void;
  error: string | undefined;
  disabled?: boolean;
  autoFocus?: boolean;
}

/** A time on a zone's clocks: says when that is here, and what becomes of an hour that is left out or comes twice. */
export function ClockField({ label, hint, zone, value, onChange, error, disabled, autoFocus }: ClockFieldProps) {
  return (
    <TextInput
      type="datetime-local"
      // With a year of four digits its field is full, and the keyboard goes on, after four.
      max="2099-12-31T23:59"
      label={label}
      description={describe(value, zone) ?? hint}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      disabled={disabled ?? false}
      data-autofocus={autoFocus || undefined}
    />
  );
}

function describe(value: string, zone: string): string | null {
  const instant = toInstant(value, zone);
  if (instant === null) return null;
  const own = ownZone();
  const oddity = clockOddity(value, zone);
  const parts = [
    oddity === "skipped" ? words.clock.skipped(zoneCity(zone), formatMoment(instant, zone)) : null,
    oddity === "twice" ? words.clock.twice(zoneCity(zone)) : null,
    sameClock(instant, own, zone) ? null : words.clock.here(formatMoment(instant, own)),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(" ");
}
