/** Which layers' rooms count in which text: a text's room stays open as long as one does. */
export class TextHolders {
  private readonly layers = new Map<string, Set<string>>();

  has(text: string): boolean {
    return this.layers.has(text);
  }

  hold(text: string, layer: string): void {
    const layers = this.layers.get(text);
    if (layers) layers.add(layer);
    else this.layers.set(text, new Set([layer]));
  }

  release(text: string, layer: string): void {
    const layers = this.layers.get(text);
    layers?.delete(layer);
    if (layers?.size === 0) this.layers.delete(text);
  }
}
