import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faults, Stage, THEMES } from "./support/axe.ts";
import { expectFocus, press } from "./support/keyboard.ts";
import { smallTargets } from "./support/targets.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage?.close());

describe.each(THEMES)("axe finds nothing, %s", (colorScheme) => {
  let page: Page;
  beforeAll(async () => {
    page = await stage.open({ colorScheme });
  });
  afterAll(() => page?.context().close());

  it("on an assignment: its grid, an extension, the question before a reveal, the list of deleted ones", async () => {
    await page.goto(`${stage.workspace}/assignments/new`);
    await page.getByLabel("Title").fill(`Coding, ${colorScheme}`);
    await page.getByRole("radio", { name: /^Blind/ }).check();
    await page.getByRole("button", { name: "Save and publish…" }).click();
    await page.getByText("Must name at least one article.").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("combobox", { name: "Articles" }).focus();
    await press(page, "ArrowDown");
    await page.getByRole("option").first().waitFor();
    // Each arrow goes on from what was chosen before.
    await press(page, "ArrowDown");
    await press(page, "Enter");
    await page.getByRole("option", { selected: true }).waitFor();
    await press(page, "ArrowDown");
    await press(page, "Enter");
    await expect.poll(() => page.getByRole("option", { selected: true }).count()).toBe(2);
    expect(await faults(page)).toEqual([]);
    await page.getByLabel("Due").fill("2090-01-01T12:00");
    await page.getByRole("button", { name: "Save and publish…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
    await page.getByRole("table").waitFor();
    expect(await faults(page)).toEqual([]);
    await page
      .getByRole("button", { name: /^Extension for/ })
      .first()
      .click();
    await page.getByRole("dialog").waitFor();
    expect(await faults(page)).toEqual([]);
    // Its year, key by key.
    await page.keyboard.type("02032091");
    await expect.poll(() => page.getByLabel(/^Due for them/).inputValue()).toMatch(/^2091-/);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Reveal…" }).click();
    await page.getByRole("dialog").getByText("This can't be undone.").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByRole("button", { name: "Delete assignment" }).click();
    await page.getByRole("button", { name: "Deleted assignments…" }).click();
    await page
      .getByRole("button", { name: /^Restore / })
      .first()
      .waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it("in dialogs and menus", async () => {
    await page.goto(stage.workspace);
    await page.getByRole("button", { name: /^Notices/ }).click();
    await page.getByRole("dialog").getByRole("link", { name: "All notices" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Add articles" }).click();
    await page.getByRole("menu").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("menuitem", { name: "Paste a text" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Add attribute" }).click();
    expect(await faults(page)).toEqual([]);

    await page.goto(`${stage.workspace}/members`);
    await page.getByRole("button", { name: "Invite people" }).first().click();
    await page.getByRole("button", { name: "Create link" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Create link" }).click();
    await page.getByLabel("Invitation link").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Create another" }).click();
    await page.getByLabel(/^E-mail addresses/).fill("one@example.org, nobody");
    await page.getByRole("button", { name: "Invite 1 person" }).click();
    await page.getByText("Not an e-mail address").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: "New group" }).click();
    await page.getByLabel("Name of the group").fill(`Section ${colorScheme}`);
    await page.getByRole("button", { name: "Create group" }).click();
    await page.getByRole("button", { name: `Edit Section ${colorScheme}` }).click();
    await page.getByLabel("Name of the group").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page
      .getByRole("button", { name: /^Remove / })
      .first()
      .click();
    await page.getByLabel(/^As a pseudonym/).check();
    expect(await faults(page)).toEqual([]);

    await page.goto(`${stage.workspace}/codebook`);
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("menuitemradio").first().waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page
      .getByRole("button", { name: /^Colour of/ })
      .first()
      .click();
    await page.getByRole("menuitemradio", { name: "Red" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page
      .getByRole("button", { name: /^Actions for/ })
      .nth(1)
      .click();
    await page.getByRole("menuitem", { name: "Edit…" }).click();
    await page.getByRole("dialog").getByLabel("Definition").waitFor();
    expect(await faults(page)).toEqual([]);

    await page.goto(`${stage.workspace}/codebook`);
    await page.getByRole("row").nth(1).press("Enter");
    await page.getByRole("dialog").getByRole("heading", { name: "By article" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page
      .getByRole("button", { name: /^Actions for/ })
      .nth(1)
      .click();
    await page.getByRole("menuitem", { name: "Merge into…" }).click();
    await page.getByRole("combobox", { name: "Into" }).click();
    await page.getByRole("option").first().waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("option").first().click();
    await page.getByText("can be taken out again at any time").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.goto(`${stage.workspace}/codebook`);
    await page.getByRole("button", { name: "Import and export" }).click();
    await page.getByRole("menuitem", { name: "Import…" }).click();
    const csv = { name: "codes.csv", mimeType: "text/csv", buffer: Buffer.from("path\nNew > Tag\n") };
    await page.locator('input[type="file"]').last().setInputFiles(csv);
    await page.getByText("2 new, 0 changed, 0 unchanged").waitFor();
    expect(await faults(page)).toEqual([]);

    await page.goto(`${stage.workspace}/annotations`);
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menu").waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it("beside the text: the list, the memo, all occurrences, what is said of the whole article; all targets large enough", async () => {
    const look = async () => [...(await faults(page)), ...(await smallTargets(page))];
    await page.goto(stage.article);
    await page.locator("article[data-annotation]").first().waitFor();
    await page.getByText("Saved", { exact: true }).first().waitFor();
    expect(await look()).toEqual([]);
    await press(page, "j");
    await expectFocus(page.locator('article[aria-current="true"]'));
    await page.getByRole("slider").first().waitFor();
    expect(await look()).toEqual([]);
    await press(page, "o");
    const all = page.getByRole("dialog", { name: "Mark all occurrences" });
    await expectFocus(all.getByRole("textbox", { name: "Words to find" }));
    expect(await look()).toEqual([]);
    await press(page, "Escape");
    await press(page, "j");
    await expectFocus(page.locator('article[aria-current="true"]'));
    await press(page, "v");
    await page.getByRole("list", { name: "Annotations as a list" }).waitFor();
    await expectFocus(page.locator('article[aria-current="true"]'));
    expect(await look()).toEqual([]);
    await press(page, "v");
    await expectFocus(page.locator('article[aria-current="true"]'));

    await press(page, "m");
    const memos = page.getByRole("region", { name: "Memos" });
    // What was written in the other theme is read first.
    await memos.getByText("Write", { exact: true }).click();
    await memos.getByRole("textbox", { name: "Your memo, in Markdown" }).fill("# Of bridges");
    expect(await look()).toEqual([]);
    await memos.getByText("Read", { exact: true }).click();
    await page.getByRole("heading", { name: "Of bridges" }).waitFor();
    expect(await look()).toEqual([]);
    await page.setViewportSize({ width: 800, height: 900 });
    await page.getByRole("dialog", { name: "Memos" }).waitFor();
    expect(await look()).toEqual([]);
    await page.getByRole("button", { name: "Close the memos" }).click();
    await page.setViewportSize({ width: 1440, height: 900 });

    for (const kind of ["Tag", "Comment", "Note"]) {
      await page.getByRole("button", { name: "Annotate the whole article" }).click();
      await page.getByRole("menuitem", { name: kind, exact: true }).click();
      await page
        .getByRole(kind === "Tag" ? "combobox" : "textbox", {
          name: kind === "Tag" ? "Find a tag" : `${kind} on the whole article`,
        })
        .waitFor();
      expect(await look()).toEqual([]);
      await press(page, "Escape");
    }
    await press(page, "Control+k");
    await page.getByRole("dialog", { name: "Find anything" }).getByRole("option").first().waitFor();
    expect(await look()).toEqual([]);
  });
});
