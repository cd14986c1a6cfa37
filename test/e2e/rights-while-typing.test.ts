import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { newPerson, PASSWORD, type Person } from "./support/person.ts";

describe("somebody whose rights end while they type", () => {
  let server: BuiltServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startBuiltServer();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const call = async (person: Person, method: string, path: string, data?: unknown) => {
    const answer = await person.context.request.fetch(`/api${path}`, {
      method,
      headers: { origin: server.url },
      ...(data === undefined ? {} : { data }),
    });
    expect(answer.ok(), `${method} ${path}`).toBe(true);
    const text = await answer.text();
    return text === "" ? null : JSON.parse(text);
  };

  it("is told, and finds their unsent words on the page: as a viewer, after the article, after membership", async () => {
    const ana = await newPerson(browser, server.url, "Ana");
    const ben = await newPerson(browser, server.url, "Ben");
    for (const person of [ana, ben])
      await call(person, "POST", "/auth/register", { email: person.email, name: person.name, password: PASSWORD });
    const { id: workspace } = await call(ana, "POST", "/workspaces", { name: "Seminar" });
    const { token } = await call(ana, "POST", `/workspaces/${workspace}/invitations`, { role: "annotator" });
    const { me } = await call(ben, "POST", `/invitations/${token}/accept`, {});
    const member = `/workspaces/${workspace}/members/${me.actor}`;
    const open = async () => {
      const body = { title: "An article", text: "One two three four five." };
      const [article] = (await call(ana, "POST", `/workspaces/${workspace}/articles`, body)).items;
      const annotate = { op: "annotate", passages: [{ start: 4, end: 7 }] };
      await call(ana, "POST", `/layers/${article.layers[0].id}/operations`, { operations: [annotate] });
      await ben.page.goto(`/a/${article.id}`);
      await ben.page.locator("article[data-annotation]").first().click();
      await ben.page.locator("article[data-annotation] textarea").first().fill("not sent yet");
      return article.id as string;
    };
    const kept = ben.page.getByRole("region", { name: "Your unsent words" }).getByText("not sent yet");

    const first = await open();
    // A note in the middle of being written: a commenter may not finish it, and what is there is not thrown at the server.
    const own = { op: "annotate", passages: [{ start: 8, end: 13 }] };
    const { layers } = await call(ben, "GET", `/articles/${first}`);
    await call(ben, "POST", `/layers/${layers[0].id}/operations`, { operations: [own] });
    await ben.page.getByRole("article", { name: /Ben on/ }).click();
    await ben.page.getByRole("button", { name: "Add a note" }).click();
    await ben.page.getByRole("textbox", { name: "Note", exact: true }).fill("half a note");
    await call(ana, "PATCH", member, { role: "commenter" });
    const region = ben.page.getByRole("region", { name: "Your unsent words" });
    await region.getByText("half a note").waitFor();
    await region.getByRole("link", { name: "Recovered work" }).waitFor();
    expect(await region.getByText("not sent yet").count()).toBe(0);
    // A pause in typing sends a note: when that crosses with the new role it is refused and kept, which is then said.
    const saved = ben.page.getByRole("button", { name: "Saved", exact: true });
    const attention = ben.page.getByRole("button", { name: "Needs attention", exact: true });
    await saved.or(attention).waitFor();
    if (await attention.isVisible()) {
      const recovered = await ben.context.newPage();
      await recovered.goto("/recovered");
      await recovered.getByText("half a note").first().waitFor();
      await recovered.close();
    }

    await call(ana, "PATCH", member, { role: "viewer" });
    await kept.waitFor();
    await ben.page.getByText("You can read here.").first().waitFor();
    await call(ana, "PATCH", member, { role: "annotator" });
    await kept.waitFor({ state: "detached" });
    await call(ana, "DELETE", `/articles/${first}`);
    await kept.waitFor();

    await open();
    await call(ana, "DELETE", member);
    await ben.page.getByText("You are no longer a member of this workspace.").waitFor();
    await kept.waitFor();
    expect(ben.complaints).toEqual([]);
  }, 120_000);
});
