/** Commits of one actor within one minute, as the log's rows sum up. */
export interface LogStretch {
  actor: string;
  first: number;
  last: number;
  from: Date;
  to: Date;
  changes: number;
}

export interface TextStretch {
  seq: number;
  from: Date;
  to: Date;
  actors: string[];
  changes: number;
}

/** A longer pause begins a new version, in ms. */
const PAUSE = 5 * 60_000;
/** So does somebody else who comes after this, in ms. */
const CHANGE_OF_HANDS = 60_000;

/**
 * Puts stretches, in the order of the log, together into versions: until there is a pause, or somebody else goes on
 * after a shorter one. What the server itself wrote begins the first, and belongs to whoever it was done for after that.
 */
export function groupVersions(stretches: readonly LogStretch[], system: string): TextStretch[] {
  const versions: TextStretch[] = [];
  for (const { actor, last, from, to, changes } of stretches) {
    const open = versions.at(-1);
    const pause = open ? from.getTime() - open.to.getTime() : 0;
    const isOther = actor !== system && !open?.actors.includes(actor);
    const goesOn =
      open !== undefined && pause < PAUSE && !(isOther && (open.actors.length === 0 || pause >= CHANGE_OF_HANDS));
    if (!goesOn) {
      versions.push({ seq: last, from, to, actors: actor === system ? [] : [actor], changes });
      continue;
    }
    open.seq = Math.max(open.seq, last);
    if (to > open.to) open.to = to;
    open.changes += changes;
    if (isOther) open.actors.push(actor);
  }
  return versions;
}
