import type { Random } from "./random.ts";

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}

/** The bytes with one to four wounds: changed, cut off, doubled, or with one put in. */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  let mutated = new Uint8Array(bytes);
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = random.below(mutated.length);
    const kind = random.below(6);
    if (kind === 0) mutated[at] = random.below(256);
    else if (kind === 1) mutated[at] = (mutated[at] ?? 0) ^ (1 << random.below(8));
    else if (kind === 2) mutated[at] = 255;
    else if (kind === 3) mutated = mutated.slice(0, at + 1);
    else if (kind === 4) mutated = joined(mutated.subarray(0, at), mutated.subarray(random.below(mutated.length)));
    else mutated = joined(mutated.subarray(0, at), new Uint8Array([random.below(256)]), mutated.subarray(at));
    if (mutated.length === 0) mutated = new Uint8Array([random.below(256)]);
  }
  return mutated;
}
