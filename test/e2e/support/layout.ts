import type { Page } from "playwright-core";

/** WCAG 2.2, 1.4.12: what readers may set without losing anything. */
const SPACED =
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }";

/** Sets the text wider, as readers with a style of their own do; until the page is left. */
export async function spaceText(page: Page): Promise<void> {
  await page.evaluate(async (rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, SPACED);
}

/**
 * What is lost of the page as it stands, a line each: it is wider than its window, something sticks out of it where
 * nobody can scroll to, or text is cut off that can't be had otherwise (by scrolling, or as an ellipsis with the whole
 * in a tooltip or a name).
 */
export function lost(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const root = document.documentElement;
    const tell = (element: Element) => {
      const name = element.getAttribute("aria-label") ?? element.textContent ?? "";
      const classes = typeof element.className === "string" ? `.${element.className.split(" ")[0]}` : "";
      return `${element.tagName.toLowerCase()}${classes} "${name.trim().slice(0, 50)}"`;
    };
    if (root.scrollWidth > root.clientWidth + 1)
      found.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
    const scrolls = (style: CSSStyleDeclaration) => /auto|scroll/.test(style.overflowX);
    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const isHidden = (element: Element): boolean =>
      element.closest("[aria-hidden='true']") !== null ||
      getComputedStyle(element).clipPath.startsWith("inset") ||
      (element.parentElement !== null && isHidden(element.parentElement));
    for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2 || isHidden(element) || !isShown(element)) continue;
      const ownText = [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());
      if (ownText && (box.left < -1 || box.right > root.clientWidth + 1) && style.position !== "fixed") {
        let within = element.parentElement;
        while (within && !scrolls(getComputedStyle(within))) within = within.parentElement;
        if (!within || within === document.body || within === root) found.push(`${tell(element)} sticks out`);
      }
      if (style.overflowX === "visible" && style.overflowY === "visible") continue;
      const cutX = /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 2;
      const cutY = /hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 3;
      if (!element.textContent?.trim() || (!cutX && !cutY)) continue;
      if (style.textOverflow === "ellipsis" && element.closest("[title], [aria-label]")) continue;
      // An excerpt of what the line or row leads to.
      if (
        style.getPropertyValue("-webkit-line-clamp") !== "none" &&
        element.closest("li, tr, article")?.querySelector("a")
      )
        continue;
      found.push(`${tell(element)} is cut ${cutX ? "across" : "down"}`);
    }
    return [...new Set(found)];
  });
}

/** Counts what moves while a page loads, from the next navigation on. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: { value: number; sources: string[] }[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput, sources } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
          sources: { node: Node | null }[];
        };
        if (hadRecentInput) continue;
        const told = sources.map(({ node }) => {
          const element = node instanceof Element ? node : node?.parentElement;
          return `${element?.tagName.toLowerCase()}.${element?.getAttribute("class")}`;
        });
        shifts.push({ value, sources: told });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** The sum of all shifts since the page was opened, as CLS counts them, and what has moved. */
export async function shiftsOf(page: Page): Promise<{ sum: number; moved: string[] }> {
  const shifts = await page.evaluate(
    () => (window as unknown as { shifts: { value: number; sources: string[] }[] }).shifts,
  );
  return {
    sum: shifts.reduce((sum, { value }) => sum + value, 0),
    moved: shifts.flatMap(({ value, sources }) => sources.map((source) => `${value.toFixed(3)} ${source}`)),
  };
}
