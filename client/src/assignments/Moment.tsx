import { words } from "./words.ts";
import { formatMoment, ownZone, sameClock, zoneCity } from "./zones.ts";

/** A time on the reader's own clock; the assignment's zone is named where its clocks show another. */
export function Moment({ at, zone }: { at: string; zone: string }) {
  const own = ownZone();
  const differs = !sameClock(at, own, zone);
  return (
    <span>
      <time dateTime={at}>{formatMoment(at, own)}</time>
      {differs && <> ({words.inZone(formatMoment(at, zone), zoneCity(zone))})</>}
    </span>
  );
}
