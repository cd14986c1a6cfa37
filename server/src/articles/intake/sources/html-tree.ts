import type { DefaultTreeAdapterTypes } from "parse5";

type Node = DefaultTreeAdapterTypes.ChildNode;
export type Element = DefaultTreeAdapterTypes.Element;

export function attribute(element: Element, name: string): string | null {
  return element.attrs.find((one) => one.name === name)?.value ?? null;
}

export function isElement(node: Node | DefaultTreeAdapterTypes.ParentNode): node is Element {
  return "tagName" in node;
}

/** All elements, in the order of the document. */
export function* allElements(parent: DefaultTreeAdapterTypes.ParentNode): Generator<Element> {
  const waiting: Node[] = [...parent.childNodes].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (!isElement(node)) continue;
    yield node;
    for (let index = node.childNodes.length - 1; index >= 0; index--) waiting.push(node.childNodes[index] as Node);
  }
}
