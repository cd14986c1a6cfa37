import type { AssignmentEvent } from "@postil/shared/schema/assignment";
import { formatList } from "../ui/format.ts";
import { words } from "./words.ts";
import { formatMoment, ownZone, sameClock, zoneCity } from "./zones.ts";

/** "Ada gave Ben until 3 May 2026, 23:59": one sentence, times on the reader's clock. */
export function describeEvent(event: AssignmentEvent, zone: string): string {
  const { kind, by, how, person, until, fields } = event;
  const { log } = words;
  if (kind === "revealed" && by === null) return log.revealedItself[how ?? "manual"];
  const who = by === null || by === "" ? log.itself : by;
  if (kind === "extended" && person !== null) {
    const name = person === "" ? log.somebody : person;
    return `${who} ${until === null ? log.extensionTaken(name) : log.extendedFor(name, describeTime(until, zone))}`;
  }
  const changed = fields.flatMap((field) => log.fields[field] ?? []);
  if (kind === "changed" && changed.length > 0) {
    return `${who} ${log.changed(formatList(changed))}`;
  }
  return `${who} ${log.said[kind]}`;
}

function describeTime(at: string, zone: string): string {
  const own = ownZone();
  const here = formatMoment(at, own);
  return sameClock(at, own, zone) ? here : `${here} (${words.inZone(formatMoment(at, zone), zoneCity(zone))})`;
}
