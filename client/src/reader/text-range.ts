import type { TextRange } from "@postil/shared/anchor/text-snapshot";

export type { TextRange };

export function overlaps(a: TextRange, b: TextRange): boolean {
  return a.from < b.to && b.from < a.to;
}
