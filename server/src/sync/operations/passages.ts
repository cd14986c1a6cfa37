import { SearchBudget } from "@postil/shared/anchor/approximate-search";
import { CodePointIndex } from "@postil/shared/anchor/code-points";
import { describeAnchor } from "@postil/shared/anchor/describe";
import { matchQuote, SEARCH_STEPS } from "@postil/shared/anchor/match-quote";
import { articleText } from "@postil/shared/document/text-document";
import type { Anchor } from "@postil/shared/schema/anchor";
import type { Passage } from "@postil/shared/schema/layer-operation";
import type { FieldError } from "../../platform/errors.ts";
import type { TextSnapshot } from "../derived-writer.ts";

/** Finds the passages that scripts name in one version of an article's text. */
export class PassageFinder {
  private index: CodePointIndex | undefined;
  /** Of all passages together: the server does nothing else while it searches. */
  private readonly budget = new SearchBudget(2 * SEARCH_STEPS);

  constructor(private readonly snapshot: TextSnapshot) {}

  /** The anchor of these passages; what isn't there is added to `problems` under `path`. */
  anchor(passages: readonly Passage[], path: string, problems: FieldError[]): Anchor | null {
    const ranges: { from: number; to: number }[] = [];
    passages.forEach((passage, position) => {
      const found = this.find(passage);
      if (typeof found === "string") problems.push({ path: `${path}.${position}`, message: found });
      else ranges.push(found);
    });
    if (ranges.length < passages.length) return null;
    ranges.sort((a, b) => a.from - b.from);
    if (ranges.some((range, position) => position > 0 && range.from < (ranges[position - 1]?.to ?? 0))) {
      problems.push({ path, message: "must not overlap one another" });
      return null;
    }
    const { doc, text } = this.snapshot;
    return describeAnchor({ doc, type: articleText(doc), text }, ranges);
  }

  private find(passage: Passage): { from: number; to: number } | string {
    const { text } = this.snapshot;
    if ("exact" in passage) {
      const { exact, prefix = "", suffix = "" } = passage;
      return matchQuote(text, { exact, prefix, suffix, hint: 0 }, this.budget) ?? "is not in the text";
    }
    this.index ??= new CodePointIndex(text);
    if (passage.end <= passage.start) return "must end after it starts";
    const to = this.index.toUtf16(passage.end);
    if (to > text.length)
      return `must end within the text, which has ${this.index.toCodePoints(text.length)} characters`;
    return { from: this.index.toUtf16(passage.start), to };
  }
}
