import * as Y from "yjs";
import { encodeParts } from "../gate/encode.ts";

/**
 * Keeps an article's text ending in "\n", as everything that reads it relies on. Refusing whoever takes the last one
 * away, or types behind it, would hit honest people: two editors may each delete or append without knowing of the
 * other. So the server adds it again, in the transaction of the update that left none.
 */
export class FinalNewline {
  /** An id in the text's last item, deleted or not: walking from the start each time would cost a long text dearly. */
  private end: Y.ID | null = null;

  constructor(
    private readonly doc: Y.Doc,
    private readonly text: Y.Text,
  ) {}

  get isMissing(): boolean {
    let item = this.lastItem();
    while (item?.deleted) item = item.left;
    return !(item?.content instanceof Y.ContentString && item.content.str.endsWith("\n"));
  }

  /** Adds it, inside a transaction. Returns the update (v1) that does so. */
  add(): Uint8Array {
    const { doc, text } = this;
    const before = Y.getState(doc.store, doc.clientID);
    this.forgetPositions();
    text.insert(text.length, "\n");
    const structs = doc.store.clients.get(doc.clientID)?.filter((struct) => struct.id.clock >= before) ?? [];
    return encodeParts([{ structs, deletes: new Map() }]);
  }

  /**
   * What Yjs remembers of positions is wrong once others' changes have come into the same transaction; it only forgets
   * it after a transaction that is not the server's own.
   */
  forgetPositions(): void {
    if (this.text._searchMarker) this.text._searchMarker.length = 0;
  }

  private lastItem(): Y.Item | null {
    let item = this.end === null ? null : (Y.getItem(this.doc.store, this.end) as Y.Item | Y.GC);
    if (!(item instanceof Y.Item)) item = this.text._start;
    while (item?.right) item = item.right;
    this.end = item?.lastId ?? null;
    return item;
  }
}
