import { DEFINITION_LENGTH, MOST_EXAMPLES, NAME_LENGTH } from "@postil/shared/schema/tag";
import { cutText } from "@postil/shared/text/cut-text";
import { SaxesParser, type SaxesTagNS } from "saxes";
import { nearestColour } from "./code-colours.ts";
import { DEEPEST, type FiledRow, MOST_TAGS, type ReadFile } from "./filed-rows.ts";
import { fromDescription } from "./qdc-text.ts";
import { ORIGIN } from "./write-qdc.ts";

const GUID = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i;
/** `urn:QDA-XML:codebook:1.0`; programs also write `:1:0` and drafts' numbers, or none at all. */
const NAMESPACE = /^(?:urn:QDA-XML:codebook:.*)?$/;

/** What ends the reading at once, with a sentence for the person. */
class Unreadable extends Error {}

/**
 * Reads a codebook from REFI-QDA (`.qdc`). Document type declarations are refused whole, and with them every entity that
 * could be external or grow: what is left of XML names nothing outside of the text. Names that a tag can't have are
 * mended, and told. Pure.
 */
export function readQdc(text: string): ReadFile {
  const file: ReadFile = { rows: [], problems: [], notes: [] };
  const parser = new SaxesParser({ xmlns: true });
  const reader = new QdcReader(file);
  const stop = (message: string) => {
    throw new Unreadable(message);
  };
  parser.on("error", (error) => stop(`This isn't well-formed XML: ${error.message}`));
  parser.on("doctype", () => stop("It has a document type declaration, which codebooks don't need. Take it out."));
  parser.on("opentag", (tag) => reader.open(tag, parser.line));
  parser.on("closetag", (tag) => reader.close(tag));
  parser.on("text", (part) => reader.text(part));
  parser.on("cdata", (part) => reader.text(part));
  try {
    parser.write(text.replace(/^\ufeff/, "")).close();
    if (!reader.isCodebook) stop("It isn't a REFI-QDA codebook: no CodeBook element.");
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { rows: [], problems: [{ where: `Line ${parser.line}`, message: error.message }], notes: [] };
  }
  return reader.finished();
}

class QdcReader {
  isCodebook = false;
  /** Local names of the open elements. */
  private readonly open_: string[] = [];
  private readonly codes: FiledRow[] = [];
  private description: string | null = null;
  private ours = false;
  private mended = 0;
  private cut = 0;
  private sets = 0;

  constructor(private readonly file: ReadFile) {}

  open(tag: SaxesTagNS, line: number): void {
    const parent = this.open_.at(-1);
    this.open_.push(tag.local);
    if (this.open_.length > DEEPEST + 4) throw new Unreadable(`It has more than ${DEEPEST} levels.`);
    if (!NAMESPACE.test(tag.uri)) return;
    if (tag.local === "CodeBook" && (parent === undefined || parent === "Project")) {
      this.isCodebook = true;
      this.ours = (tag.attributes.origin?.value ?? "").startsWith(ORIGIN);
    } else if (!this.isCodebook) return;
    else if (tag.local === "Code" && (parent === "Codes" || parent === "Code")) this.openCode(tag, line);
    else if (tag.local === "Description" && parent === "Code") this.description = "";
    else if (tag.local === "Set") this.sets++;
  }

  text(part: string): void {
    if (this.description !== null && this.open_.at(-1) === "Description") this.description += part;
  }

  close(tag: SaxesTagNS): void {
    this.open_.pop();
    if (tag.local === "Description" && this.description !== null) {
      const code = this.codes.at(-1);
      if (code) Object.assign(code, this.toldBy(this.description));
      this.description = null;
    } else if (tag.local === "Code") this.codes.pop();
  }

  finished(): ReadFile {
    const { notes } = this.file;
    if (this.mended > 0)
      notes.push(
        `${this.mended} names were altered: tags' names hold neither ; nor >, and at most ${NAME_LENGTH} characters.`,
      );
    if (this.cut > 0)
      notes.push(`${this.cut} descriptions were longer than ${DEFINITION_LENGTH} characters and were cut.`);
    if (this.sets > 0) notes.push(`${this.sets} sets of codes were left out.`);
    return this.file;
  }

  private openCode(tag: SaxesTagNS, line: number): void {
    if (this.file.rows.length >= MOST_TAGS) throw new Unreadable(`It holds more than ${MOST_TAGS} tags.`);
    const where = `Line ${line}`;
    const given = tag.attributes.name?.value ?? "";
    const name = this.nameOf(given);
    if (name === "") this.file.problems.push({ where, message: "A code has no name." });
    const row: FiledRow = { where, path: [...(this.codes.at(-1)?.path ?? []), name] };
    const guid = tag.attributes.guid?.value ?? "";
    const plain = GUID.exec(guid.trim())?.[1];
    if (plain) row.guid = plain.toLowerCase();
    else if (guid !== "") this.file.problems.push({ where, message: `“${guid.slice(0, 60)}” is not a GUID.` });
    const colour = nearestColour(tag.attributes.color?.value ?? "");
    if (colour !== null) row.colour = colour;
    this.codes.push(row);
    this.file.rows.push(row);
  }

  private nameOf(given: string): string {
    const trimmed = given.trim();
    const plain = trimmed
      .replaceAll(";", ",")
      .replaceAll(">", "›")
      .replace(/[\p{Control}\p{Surrogate}\u2028\u2029]+/gu, " ")
      .trim();
    const name = plain.length > NAME_LENGTH ? `${cutText(plain, NAME_LENGTH - 1).trim()}…` : plain;
    if (name !== trimmed) this.mended++;
    return name;
  }

  private toldBy(text: string): Partial<FiledRow> {
    const clean = text.replace(/\r\n|\r/g, "\n").replace(/\p{Surrogate}/gu, "\ufffd");
    const told = this.ours ? fromDescription(clean) : { description: clean };
    const fitted: Partial<FiledRow> = { description: this.fit(told.description) };
    if ("whenToUse" in told) {
      fitted.whenToUse = this.fit(told.whenToUse);
      fitted.whenNot = this.fit(told.whenNot);
      fitted.examples = told.examples
        .filter((example) => example.quote !== "")
        .slice(0, MOST_EXAMPLES)
        .map((example) => ({ ...example, quote: this.fit(example.quote), source: cutText(example.source, 300) }));
    }
    return fitted;
  }

  private fit(text: string): string {
    const trimmed = text.trim();
    if (trimmed.length <= DEFINITION_LENGTH) return trimmed;
    this.cut++;
    return `${cutText(trimmed, DEFINITION_LENGTH - 1).trim()}…`;
  }
}
