/**
 * Which keys belong to whom. Most owners have one key, and a Set for each would be a large part of what a document of
 * 10,000 annotations takes to open.
 */
export class OwnedKeys {
  private readonly byOwner = new Map<string, string | Set<string>>();

  of(owner: string): Iterable<string> {
    const keys = this.byOwner.get(owner);
    if (keys === undefined) return [];
    return typeof keys === "string" ? [keys] : keys;
  }

  add(owner: string, key: string): void {
    const keys = this.byOwner.get(owner);
    if (keys === undefined) this.byOwner.set(owner, key);
    else if (typeof keys !== "string") keys.add(key);
    else if (keys !== key) this.byOwner.set(owner, new Set([keys, key]));
  }

  remove(owner: string, key: string): void {
    const keys = this.byOwner.get(owner);
    if (keys === key) this.byOwner.delete(owner);
    else if (typeof keys === "object" && keys.delete(key) && keys.size === 0) this.byOwner.delete(owner);
  }
}
