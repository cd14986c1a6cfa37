import { z } from "zod";

const BASE64URL = /^[A-Za-z0-9_-]+$/;
const SHORTEST = 2;
const LONGEST = 256;

/** A place in an article's text: base64url of `Y.encodeRelativePosition`, without padding. */
export const relativePositionSchema = z.string().min(SHORTEST).max(LONGEST).regex(BASE64URL, "must be base64url");

export function isRelativePosition(value: unknown): boolean {
  return typeof value === "string" && value.length >= SHORTEST && value.length <= LONGEST && BASE64URL.test(value);
}
