import * as Y from "yjs";
import type { Struct } from "./decode.ts";
import type { ClientBlock, StructStore } from "./structure.ts";
import { refuse } from "./verdict.ts";

/** Where an item stands: a key of a root map, or (`key` null) a root text. */
export interface Place {
  root: string;
  key: string | null;
}
/** `gone`: what it names was collected; Yjs lets it vanish, and so may an honest client's late edit. */
export type PlaceOrGone = Place | "gone";

/** Root types by name; the types themselves are how an item of the store names its parent. */
export class Roots {
  readonly maps: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
  private readonly names = new Map<unknown, string>();
  private readonly types = new Map<string, Y.Map<unknown>>();

  constructor(
    readonly doc: Y.Doc,
    maps: readonly string[],
    texts: readonly string[],
  ) {
    for (const name of maps) {
      this.names.set(doc.getMap(name), name);
      this.types.set(name, doc.getMap(name));
    }
    for (const name of texts) this.names.set(doc.getText(name), name);
    this.maps = new Set(maps);
    this.texts = new Set(texts);
  }

  /** The item that stands last under a key, live or not. */
  itemAt(map: string, key: string): Y.Item | undefined {
    return this.types.get(map)?._map.get(key);
  }

  /** What stands under a key now. */
  valueAt(map: string, key: string): unknown {
    const item = this.itemAt(map, key);
    return item === undefined || item.deleted ? undefined : item.content.getContent()[item.length - 1];
  }

  nameOf(type: unknown): string | undefined {
    return this.names.get(type);
  }
}

/** Finds where each struct of an update stands, in the order that `dependencyOrder` gives. */
export class Places {
  private readonly found: (PlaceOrGone | undefined)[];

  constructor(
    private readonly structs: readonly Struct[],
    private readonly blocks: ReadonlyMap<number, ClientBlock>,
    private readonly store: StructStore,
    private readonly roots: Roots,
  ) {
    this.found = new Array(structs.length);
  }

  resolve(index: number): PlaceOrGone {
    const place = this.read(this.structs[index] as Y.Item);
    this.found[index] = place;
    if (place === "gone") return place;
    if (place.key === null ? !this.roots.texts.has(place.root) : !this.roots.maps.has(place.root)) {
      refuse("structure", "the update writes to a part that this kind of document doesn't have");
    }
    return place;
  }

  private read(item: Y.Item): PlaceOrGone {
    // A decoded item's parent is a root's name or an id; only integrated ones hold the type.
    const parent: unknown = item.parent;
    if (typeof parent === "string") return { root: parent, key: item.parentSub };
    if (parent instanceof Y.ID) {
      // No document of ours nests types: only what was collected may be named so.
      if (this.placeOf(parent) === "gone") return "gone";
      refuse("structure", "the update writes inside a value");
    }
    const left = item.origin ? this.placeOf(item.origin) : null;
    const right = item.rightOrigin ? this.placeOf(item.rightOrigin) : null;
    if (left === "gone" || right === "gone") return "gone";
    if (left && right && (left.root !== right.root || left.key !== right.key)) {
      refuse("structure", "an item must not stand in two places");
    }
    return left ?? right ?? refuse("structure", "an item must say where it stands");
  }

  private placeOf(id: Y.ID): PlaceOrGone {
    const block = this.blocks.get(id.client);
    if (block && id.clock >= block.from) return this.found[this.indexOf(block, id.clock)] ?? "gone";
    const struct = Y.getItem(this.store, id) as Y.Item | Y.GC;
    if (!(struct instanceof Y.Item)) return "gone";
    const root = this.roots.nameOf(struct.parent);
    return root === undefined ? "gone" : { root, key: struct.parentSub };
  }

  private indexOf(block: ClientBlock, clock: number): number {
    let low = block.first;
    let high = block.first + block.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.structs[middle] as Struct).id.clock <= clock) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
