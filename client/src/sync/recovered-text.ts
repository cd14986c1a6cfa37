import { plainText } from "@postil/shared/schema/comment";
import type { RecoveredItem, RecoveredRow } from "./recovered-row.ts";
import { words } from "./words.ts";

/** One piece of recovered work as the page shows it. */
interface RecoveredPiece {
  /** `map/key`: unique in its row. */
  id: string;
  kind: string;
  quote: string;
  /** What the person wrote; "" when the piece has no words of its own. */
  text: string;
}

/** The pieces of a row that say something to a person: an annotation's place goes without saying beside it. */
export function piecesOf(row: RecoveredRow): RecoveredPiece[] {
  const whole = new Set(row.items.map(({ map, key }) => `${map}/${key}`));
  return row.items
    .filter(({ map, key }) => {
      if (map === "anchors") return !whole.has(`annotations/${key}`);
      return map !== "comments" || !whole.has(`commentTexts/${key}`);
    })
    .map((item) => ({
      id: `${item.map}/${item.key}`,
      kind: kindOf(item),
      quote: item.quote,
      text: textOf(item),
    }));
}

/** A row as plain text, to be pasted anywhere. */
export function recoveredText(row: RecoveredRow): string {
  return piecesOf(row)
    .map(({ kind, quote, text }) =>
      [quote ? `${kind}. ${words.page.on(quote)}` : kind, text].filter(Boolean).join("\n"),
    )
    .join("\n\n");
}

function kindOf({ map, value }: RecoveredItem): string {
  const kind = words.page.kinds[map] ?? map;
  return value === null ? words.page.removed(kind) : kind;
}

function textOf({ map, value }: RecoveredItem): string {
  if (map === "text") return typeof value === "string" ? value : "";
  const text = (value as { text?: unknown } | null)?.text;
  return typeof text === "string" ? plainText(text) : "";
}
