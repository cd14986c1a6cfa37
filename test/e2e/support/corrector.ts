import type { Article } from "@postil/shared/schema/article";
import type { Page } from "playwright-core";
import { indicator } from "./seminar.ts";

/** Opens the page on which an article's text is corrected, and waits until it may be. */
export async function openCorrecting(page: Page, article: Article): Promise<void> {
  await page.goto(`/a/${article.id}/correct`);
  await editor(page, article).and(page.locator('[aria-readonly="false"]')).waitFor();
  await indicator(page, "Saved").waitFor();
}

export function editor(page: Page, article: Article) {
  return page.getByRole("textbox", { name: `Text of ${article.title}` });
}

/** Selects the first of these words in the editor; with `edge` the caret goes to that side of them instead. */
export async function selectInEditor(page: Page, words: string, edge?: "before" | "after"): Promise<void> {
  await page.bringToFront();
  await page.locator(".cm-content").focus();
  await page.evaluate(
    ({ passage, side }) => {
      const root = document.querySelector(".cm-content");
      if (!root) throw new Error("no editor on this page");
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(passage) ?? -1;
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, side === "after" ? at + passage.length : at);
        range.setEnd(node, side === "before" ? at : at + passage.length);
        const selection = document.getSelection();
        selection?.removeAllRanges();
        selection?.addRange(range);
        return;
      }
      throw new Error(`"${passage}" is not in the editor`);
    },
    { passage: words, side: edge },
  );
}

/** Pastes plain text where the caret is. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData("text/plain", pasted);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector(".cm-content")?.dispatchEvent(event);
  }, text);
}
