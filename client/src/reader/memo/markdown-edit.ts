/** A text with a selection in it, UTF-16. */
export interface Edited {
  text: string;
  from: number;
  to: number;
}

export type Format = "heading" | "bold" | "italic" | "list" | "numbered" | "quote" | "link";

export const FORMATS: readonly Format[] = ["heading", "bold", "italic", "list", "numbered", "quote", "link"];

/** Puts Markdown's marks around or before what is selected, or takes them off where they are. */
export function format(edited: Edited, how: Format): Edited {
  switch (how) {
    case "bold":
      return around(edited, "**");
    case "italic":
      return around(edited, "_");
    case "heading":
      return before(edited, /^#{1,6} /, () => "## ");
    case "list":
      return before(edited, /^[-*+] /, () => "- ");
    case "numbered":
      return before(edited, /^\d{1,9}[.)] /, (index) => `${index + 1}. `);
    case "quote":
      return before(edited, /^> ?/, () => "> ");
    case "link":
      return link(edited);
  }
}

function around({ text, from, to }: Edited, mark: string): Edited {
  const { length } = mark;
  if (text.slice(from - length, from) === mark && text.slice(to, to + length) === mark && from >= length) {
    const less = text.slice(0, from - length) + text.slice(from, to) + text.slice(to + length);
    return { text: less, from: from - length, to: to - length };
  }
  return {
    text: text.slice(0, from) + mark + text.slice(from, to) + mark + text.slice(to),
    from: from + length,
    to: to + length,
  };
}

/** Marks every line that the selection touches; takes the marks off when all of them have one. */
function before({ text, from, to }: Edited, marked: RegExp, mark: (index: number) => string): Edited {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const next = text.indexOf("\n", Math.max(from, to - 1));
  const end = next === -1 ? text.length : next;
  const lines = text.slice(start, end).split("\n");
  const has = lines.every((line) => marked.test(line));
  const made = lines.map((line, index) => (has ? line.replace(marked, "") : mark(index) + line.replace(marked, "")));
  const after = made.join("\n");
  const first = (made[0] ?? "").length - (lines[0] ?? "").length;
  return {
    text: text.slice(0, start) + after + text.slice(end),
    from: Math.max(start, from + first),
    to: Math.max(start, to + after.length - (end - start)),
  };
}

const ADDRESS = "https://";

/** The address is selected, to be written over. */
function link({ text, from, to }: Edited): Edited {
  const label = `[${text.slice(from, to)}](`;
  const at = from + label.length;
  return { text: `${text.slice(0, from)}${label}${ADDRESS})${text.slice(to)}`, from: at, to: at + ADDRESS.length };
}
