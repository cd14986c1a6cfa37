import { cutText } from "@postil/shared/text/cut-text";
import { writtenLines } from "./lines.ts";

/** Longer than this, a first line is a paragraph. */
const MAX_TITLE_LENGTH = 120;
/** What `articleTitleSchema` takes. */
const MAX_STORED_LENGTH = 300;
const SENTENCE_END = /[.,;:…。]["'”’»)\]]*$/u;

/** A file's title: its first line with anything in it when that is short and no sentence, else the file's name. */
export function guessTitle(text: string, fileName: string): string {
  const first = writtenLines(text, 1)[0]?.trimmed ?? "";
  const line = oneLine(first.slice(0, MAX_TITLE_LENGTH + 1));
  if (line !== "" && first.length <= MAX_TITLE_LENGTH && !SENTENCE_END.test(line) && /[\p{L}\p{N}]/u.test(line)) {
    return line;
  }
  return titleFromFileName(fileName);
}

function titleFromFileName(fileName: string): string {
  const base = fileName.split(/[/\\]/).at(-1) ?? "";
  const name = oneLine(base.replace(/\.[A-Za-z0-9]{1,5}$/, ""));
  return cutText(name === "" ? oneLine(base) : name, MAX_STORED_LENGTH).trim() || "Untitled";
}

/** Titles hold no control characters. */
function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}
