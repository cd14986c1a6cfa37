/**
 * Items by their ids. Many that come together are entered only as far as somebody looks for one: to enter 50,000 costs
 * longer than to paint what is in view, and for that nobody needs an id.
 */
export class LazyIndex<T extends { readonly id: string }> {
  private readonly entered = new Map<string, T>();
  private waiting: readonly T[] = [];
  private next = 0;

  get size(): number {
    return this.entered.size + this.waiting.length - this.next;
  }

  /** Puts in one, in place of the one with its id. */
  set(item: T): void {
    this.enter(Number.POSITIVE_INFINITY);
    this.entered.set(item.id, item);
  }

  /** Puts in items whose ids are all different, and none of them in it. */
  addNew(items: readonly T[]): void {
    if (this.waiting.length > 0) this.waiting = [...this.waiting.slice(this.next), ...items];
    else this.waiting = items;
    this.next = 0;
  }

  get(id: string): T | undefined {
    const known = this.entered.get(id);
    if (known) return known;
    while (this.next < this.waiting.length) {
      const item = this.enterNext();
      if (item.id === id) return item;
    }
    return undefined;
  }

  delete(id: string): void {
    if (this.get(id)) this.entered.delete(id);
  }

  /** Enters up to so many of those that wait; answers whether any still do. */
  enter(most: number): boolean {
    for (let left = most; left > 0 && this.next < this.waiting.length; left--) this.enterNext();
    return this.waiting.length > 0;
  }

  private enterNext(): T {
    const item = this.waiting[this.next++] as T;
    this.entered.set(item.id, item);
    if (this.next === this.waiting.length) {
      this.waiting = [];
      this.next = 0;
    }
    return item;
  }
}
