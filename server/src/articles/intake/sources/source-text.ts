import type { MarkRange } from "@postil/shared/document/text-document";
import { MAX_ARTICLE_BYTES } from "@postil/shared/schema/article";
import { hrefSchema, type TextMark } from "@postil/shared/schema/text-mark";
import { SourceRefused } from "./source-draft.ts";

export type BlockKind = "p" | "h1" | "h2" | "h3" | "li" | "quote";

export interface Style {
  bold?: boolean;
  italic?: boolean;
  href?: string | null;
}

/** Keeps the document small whatever a source holds. */
const MAX_MARKS = 5_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it takes away
const UNWRITTEN = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\ufeff]/g;
const INLINE = ["bold", "italic", "link"] as const;

/**
 * An article's text as a source gives it, block by block: paragraphs stand apart by an empty line, items of a list on
 * lines of their own; white space is one blank, as a browser shows it.
 */
export class SourceText {
  private readonly parts: string[] = [];
  private length = 0;
  private readonly blockMarks: MarkRange[] = [];
  private readonly inlineMarks: MarkRange[] = [];
  private readonly open = new Map<(typeof INLINE)[number], MarkRange>();
  private kind: BlockKind = "p";
  private before: BlockKind | null = null;
  private lineFrom = 0;
  private lineHasText = false;
  private blankWaits = false;
  private blockHasText = false;
  private sign = "";

  /** Begins a block; one that is open ends. */
  begin(kind: BlockKind): void {
    this.end();
    this.kind = kind;
  }

  /** What the next text begins with, in whatever block it comes: the number of a list's item. "" takes it back. */
  precede(sign: string): void {
    this.sign = sign;
  }

  /** `keepSpace`: line ends and blanks stay, as in code and verse. */
  write(raw: string, style: Style = {}, keepSpace = false): void {
    const text = raw.replace(/\p{Surrogate}/gu, "\ufffd").replace(UNWRITTEN, "");
    if (keepSpace) {
      for (const [index, line] of text.split(/\r\n|[\n\r\v\f\u2028\u2029]/).entries()) {
        if (index > 0) this.breakLine();
        if (line.trim() === "") continue;
        this.append(line.trimEnd(), style);
      }
      return;
    }
    for (const piece of text.split(/([ \t\n\r\f\v\u2028\u2029]+)/)) {
      if (piece === "") continue;
      if (/^[ \t\n\r\f\v\u2028\u2029]/.test(piece)) this.blankWaits = this.lineHasText;
      else this.append(piece, style);
    }
  }

  breakLine(): void {
    this.endLine();
    if (this.blockHasText) this.put("\n");
    this.lineFrom = this.length;
    this.lineHasText = false;
  }

  end(): void {
    this.endLine();
    if (this.blockHasText) this.before = this.kind;
    this.blockHasText = false;
    this.lineHasText = false;
    this.kind = "p";
  }

  /** Refuses what is too long, and what holds no text (`empty`). */
  finish(empty: "blank-text" | "scanned-file" = "blank-text"): { text: string; marks: MarkRange[] } {
    this.end();
    const text = `${this.parts.join("").trimEnd()}\n`;
    if (!/[^\s\p{Cc}\p{Cf}]/u.test(text)) throw new SourceRefused(empty);
    if (Buffer.byteLength(text, "utf8") > MAX_ARTICLE_BYTES) throw new SourceRefused("too-large");
    const marks = [...this.blockMarks, ...this.inlineMarks].slice(0, MAX_MARKS);
    return { text, marks: marks.sort((a, b) => a.from - b.from || b.to - a.to) };
  }

  private append(text: string, style: Style): void {
    if (!this.blockHasText) {
      if (this.before !== null) this.put(this.before === "li" && this.kind === "li" ? "\n" : "\n\n");
      this.blockHasText = true;
      this.lineFrom = this.length;
      this.put(this.sign);
      this.sign = "";
    }
    const blank = this.blankWaits && this.lineHasText;
    this.blankWaits = false;
    this.restyle(style, blank);
    this.put(text);
    this.lineHasText = true;
  }

  /** Marks end where their style does; a blank between two runs of one style belongs to it. */
  private restyle({ bold = false, italic = false, href = null }: Style, blank: boolean): void {
    const wanted = { bold, italic, link: href !== null && hrefSchema.safeParse(href).success };
    for (const kind of INLINE) {
      const mark = this.open.get(kind);
      if (mark && (!wanted[kind] || (kind === "link" && mark.href !== href))) this.close(kind);
    }
    if (blank) this.put(" ");
    for (const kind of INLINE) {
      if (!wanted[kind] || this.open.has(kind)) continue;
      const mark: MarkRange = { kind: kind as TextMark["kind"], from: this.length, to: this.length };
      if (kind === "link" && href !== null) mark.href = href;
      this.open.set(kind, mark);
    }
  }

  private close(kind: (typeof INLINE)[number]): void {
    const mark = this.open.get(kind);
    this.open.delete(kind);
    if (!mark || mark.from >= this.length) return;
    this.inlineMarks.push({ ...mark, to: this.length });
  }

  private endLine(): void {
    for (const kind of INLINE) this.close(kind);
    this.blankWaits = false;
    if (this.kind !== "p" && this.lineHasText) {
      this.blockMarks.push({ kind: this.kind, from: this.lineFrom, to: this.length });
    }
  }

  private put(text: string): void {
    this.parts.push(text);
    this.length += text.length;
    if (this.length > MAX_ARTICLE_BYTES) throw new SourceRefused("too-large");
  }
}
