import { getRandomValues } from "lib0/webcrypto";
import { z } from "zod";

/** Ids are 16 to 64 of `A-Za-z0-9_-`. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{16,64}$/;

/** Names that JavaScript objects give a meaning of their own: never ids, never keys. */
export const RESERVED_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

export function isId(value: string): boolean {
  return ID_PATTERN.test(value) && !RESERVED_KEYS.has(value);
}

export const idSchema = z.string().refine(isId, "must be an id: 16 to 64 of A-Z a-z 0-9 _ -");

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * A new random id: 22 characters, 131 bits. It begins with a letter or a digit: one that began with `-` would be
 * defused as a formula in exports, and read as an option on command lines.
 */
export function newId(): string {
  const bytes = getRandomValues(new Uint8Array(22));
  let id = "";
  for (const byte of bytes) id += ALPHABET[id === "" ? byte % 62 : byte & 63];
  return id;
}

const EARLIEST = 946_684_800_000;
const LATEST = 4_102_444_800_000;

/** Epoch milliseconds, between 2000 and 2100: whatever else a clock says is a broken clock. */
export const epochMsSchema = z.number().int().min(EARLIEST).max(LATEST);

export function isEpochMs(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= EARLIEST && (value as number) <= LATEST;
}
