import { isId } from "@postil/shared/schema/ids";
import { textMarkSchema } from "@postil/shared/schema/text-mark";
import type { EntryEffect } from "./effects.ts";
import type { EntryJudgement } from "./judge-entries.ts";
import { refuse } from "./verdict.ts";

/** Judges the marks of a text document; who may write at all is decided before. */
export class MarkJudgement implements EntryJudgement {
  readonly restores: readonly EntryEffect[] = [];
  private judged = 0;

  constructor(private readonly entries: readonly EntryEffect[]) {}

  advance(most: number): boolean {
    const end = Math.min(this.entries.length, this.judged + most);
    for (; this.judged < end; this.judged++) judgeMark(this.entries[this.judged] as EntryEffect);
    return this.judged === this.entries.length;
  }
}

function judgeMark({ root, key, written }: EntryEffect): void {
  if (root !== "marks") refuse("structure", "a text document holds no such part");
  if (!isId(key)) refuse("key", `"${key.slice(0, 80)}" is not a mark's id`, { keys: [[root, key]] });
  for (const value of written) {
    const parsed = textMarkSchema.safeParse(value);
    if (!parsed.success) {
      refuse("schema", `marks: ${parsed.error.issues[0]?.message ?? "is not valid"}`, { keys: [[root, key]] });
    }
  }
}
