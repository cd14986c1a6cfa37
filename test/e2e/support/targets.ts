import type { Page } from "playwright-core";

/**
 * Targets in the page as it stands that are smaller than 24 × 24 px and too near to another one, a line each
 * (WCAG 2.2, 2.5.8). Links within a sentence may be as high as its lines.
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const LEAST = 24;
    const all = [
      ...document.querySelectorAll<HTMLElement>(
        "a[href], button, input, select, textarea, summary, [role=slider], [role=option], [role=button], [tabindex='0']",
      ),
    ];
    const targets = all.flatMap((element) => {
      const hidden = element.closest("[aria-hidden='true'], [inert]") !== null;
      if (hidden || element.matches(":disabled") || !element.checkVisibility({ visibilityProperty: true })) return [];
      // What a label does for its field is part of the target.
      const labels = "labels" in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
      const boxes = [element, ...labels].map((one) => one.getBoundingClientRect());
      const box = boxes.reduce((most, one) => (one.width * one.height > most.width * most.height ? one : most));
      const clipped = box.width <= 1 || box.height <= 1 || getComputedStyle(element).clipPath.startsWith("inset");
      return clipped ? [] : [{ element, box }];
    });
    const inSentence = (element: Element) =>
      element.matches("a") &&
      getComputedStyle(element).display === "inline" &&
      (element.parentElement?.textContent ?? "").trim() !== (element.textContent ?? "").trim();
    const found: string[] = [];
    for (const { element, box } of targets) {
      if ((box.width >= LEAST - 0.5 && box.height >= LEAST - 0.5) || inSentence(element)) continue;
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      const near = targets.find((other) => {
        if (other.element === element || other.element.contains(element) || element.contains(other.element))
          return false;
        const dx = Math.max(other.box.left - x, 0, x - other.box.right);
        const dy = Math.max(other.box.top - y, 0, y - other.box.bottom);
        return Math.hypot(dx, dy) < LEAST / 2;
      });
      if (near)
        found.push(
          `${element.outerHTML.slice(0, 120)} is ${Math.round(box.width)} × ${Math.round(box.height)}, beside ${near.element.outerHTML.slice(0, 80)}`,
        );
    }
    return found;
  });
}
