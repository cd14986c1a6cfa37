/** What was chosen of an article's layers, on this device. */
export interface LayerMemory {
  /** The key of the layer that is written into; null: never chosen. */
  written: string | null;
  /** By a layer's key: switched on or off by hand. */
  shown: Readonly<Record<string, boolean>>;
}

const NOTHING: LayerMemory = { written: null, shown: {} };

function keyOf(userId: string, articleId: string): string {
  return `postil.layers/${userId}/${articleId}`;
}

export function readLayerMemory(userId: string, articleId: string): LayerMemory {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(userId, articleId)) ?? "null");
    if (typeof stored !== "object" || stored === null) return NOTHING;
    const { written, shown } = stored as Record<string, unknown>;
    const switches = typeof shown === "object" && shown !== null ? Object.entries(shown) : [];
    return {
      written: typeof written === "string" ? written : null,
      shown: Object.fromEntries(switches.filter((one): one is [string, boolean] => typeof one[1] === "boolean")),
    };
  } catch {
    return NOTHING;
  }
}

export function writeLayerMemory(userId: string, articleId: string, memory: LayerMemory): void {
  try {
    localStorage.setItem(keyOf(userId, articleId), JSON.stringify(memory));
  } catch {
    // Storage is blocked or full: the choice holds until the page is left.
  }
}
