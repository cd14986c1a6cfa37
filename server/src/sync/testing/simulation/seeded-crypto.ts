import { webcrypto } from "node:crypto";
import { Random } from "../random.ts";

let random = new Random(0);

/*
 * Imported before anything else: lib0 takes the function at its own import, and with it come clientIDs and ids. So a
 * seed brings back a whole run.
 */
Object.defineProperty(webcrypto, "getRandomValues", {
  value: <T extends NodeJS.ArrayBufferView>(array: T): T => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let at = 0; at < bytes.length; at++) bytes[at] = random.below(256);
    return array;
  },
});

export function seedCrypto(seed: number): void {
  random = new Random(seed ^ 0x5eed);
}
