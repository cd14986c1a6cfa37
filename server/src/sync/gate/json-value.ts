import { RESERVED_KEYS } from "@postil/shared/schema/ids";
import { GATE_LIMITS } from "./limits.ts";

/**
 * Whether a decoded value is plain JSON of bounded depth. lib0 decodes more than that (undefined, bigint, bytes), and
 * a `__proto__` key changes the prototype of what it builds, so that a schema would read what nobody sent.
 */
export function isPlainJson(value: unknown, depth: number = GATE_LIMITS.depth): boolean {
  if (value === null) return true;
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value);
    case "object":
      break;
    default:
      return false;
  }
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isPlainJson(item, depth - 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  for (const [key, item] of Object.entries(value)) {
    if (RESERVED_KEYS.has(key) || !isPlainJson(item, depth - 1)) return false;
  }
  return true;
}
