import type { AnnotationListItem } from "@postil/shared/schema/annotation-query";
import type { Article } from "@postil/shared/schema/article";
import type { Assignment } from "@postil/shared/schema/assignment";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { Heard } from "./support/heard.ts";
import { newPerson, type Person, selectWithMouse } from "./support/person.ts";
import { call, card, goOffline, highlight, indicator, Seminar, trouble } from "./support/seminar.ts";

/** What each of the students marks, and what they think of it. */
const STUDENTS = [
  { name: "Benedict", words: "fishing boats", thought: "first thought of one" },
  { name: "Cleopatra", words: "harbour master keeps", thought: "first thought of two" },
  { name: "Dagobert", words: "swing bridge", thought: "first thought of three" },
  { name: "Ernestine", words: "before the ice", thought: "first thought of four" },
  { name: "Florentine", words: "every opening since", thought: "first thought of five" },
] as const;
/** Marked by the last of them without a network, while it is revealed. */
const LATE = "decide this week";

interface Student extends Person {
  actor: string;
  words: string;
  thought: string;
  heard: Heard;
}

/** One instructor, five students, each test goes on where the one before it ended. */
describe("a seminar that reads blind, under pseudonyms", () => {
  let server: BuiltServer;
  let browser: Browser;
  let lead: Person;
  let seminar: Seminar;
  let article: Article;
  let assignment: Assignment;
  const students: Student[] = [];

  beforeAll(async () => {
    server = await startBuiltServer();
    browser = await launchChromium();
    lead = await newPerson(browser, server.url, "Ines");
    seminar = await Seminar.of(lead);
    article = await seminar.article("The bridge");
    for (const student of STUDENTS) {
      const person = await newPerson(browser, server.url, student.name);
      const heard = Heard.by(person.page);
      students.push({ ...person, ...student, heard, actor: await seminar.join(person, "annotator") });
    }
    const body = { title: "Week 3", articles: [article.id], kind: "blind", pseudonyms: true };
    const draft = await call<Assignment>(lead, "POST", `/workspaces/${seminar.id}/assignments`, body);
    assignment = await call<Assignment>(lead, "POST", `/assignments/${draft.id}/publish`);
    await lead.page.goto(assignmentPath());
    await lead.page.getByRole("heading", { name: "Who is how far" }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const assignmentPath = () => `/w/${seminar.id}/assignments/${assignment.id}`;
  const row = (name: string) => lead.page.getByRole("row", { name: new RegExp(name) });
  const pseudonymOf = async ({ page, words }: Student) =>
    /Reader \d+/.exec((await card(page, words).getAttribute("aria-label")) ?? "")?.[0] ?? "none";
  const thoughtIn = ({ page }: Person, { words, thought }: Student) => card(page, words).getByText(thought);

  it("is annotated by all at once, and the instructor's grid follows", async () => {
    await Promise.all(
      students.map(async ({ page, words, thought }) => {
        await page.goto(assignmentPath());
        await page.getByRole("link", { name: "The bridge" }).click();
        await indicator(page, "Saved").waitFor();
        await page.getByText("Writing in:").getByText("My blind layer for “Week 3”").waitFor();
        await selectWithMouse(page, words);
        await page.keyboard.press("n");
        await page.getByLabel("Note", { exact: true }).fill(thought);
        await page.keyboard.press("Escape");
        await indicator(page, "Saved").waitFor();
      }),
    );
    for (const { name } of students) await row(name).getByText("1 annotation").waitFor();
  });

  it("reaches no other student before the reveal: not a byte of it in all that they receive", async () => {
    const traces = new Map<Student, string[]>();
    for (const student of students) {
      const path = `/workspaces/${seminar.id}/annotations?layer=blind`;
      const { items } = await call<{ items: AnnotationListItem[] }>(student, "GET", path);
      expect(items.map(({ note }) => note)).toEqual([student.thought]);
      const [own] = items as [AnnotationListItem];
      traces.set(student, [student.thought, own.id, own.layerId, own.authorId]);
    }
    for (const student of students) {
      const own = traces.get(student) ?? [];
      // That it would be found is shown by one's own.
      expect(await student.heard.find([own[3] ?? ""])).not.toEqual([]);
      const others = [...traces].filter(([other]) => other !== student).flatMap(([, those]) => those);
      expect(others).toHaveLength(16);
      expect(await student.heard.find(others)).toEqual([]);
      expect(student.heard.size).toBeGreaterThan(1_000);
    }
  });

  it("opens to all by the reveal, without reloading, also to one who was offline and keeps what they wrote", async () => {
    const away = students.at(-1) as Student;
    await goOffline(away.context, away.page);
    await highlight(away.page, LATE);
    await indicator(away.page, "Offline, saved on this device").waitFor();

    await lead.page.bringToFront();
    await lead.page.getByRole("button", { name: "Reveal…" }).click();
    const dialog = lead.page.getByRole("dialog", { name: "Reveal everybody's work?" });
    await dialog.getByText("0 of 5 have submitted.").waitFor();
    await dialog.getByRole("button", { name: "Reveal for good" }).click();
    await lead.page.getByText("Revealed by Ines").waitFor();
    const present = students.filter((student) => student !== away);
    await Promise.all(
      present.flatMap((student) => students.map((other) => thoughtIn(student, other).waitFor({ state: "attached" }))),
    );
    expect(await thoughtIn(away, present[0] as Student).count()).toBe(0);

    await away.context.setOffline(false);
    // Pages try again by themselves, up to ten seconds apart.
    await trouble(away.page).getByText("Some of your work could not be saved here.").waitFor({ timeout: 60_000 });
    await Promise.all(students.map((other) => thoughtIn(away, other).waitFor({ state: "attached" })));
    for (const { page } of present) expect(await card(page, LATE).count()).toBe(0);
    await away.page.getByRole("link", { name: "See recovered work" }).click();
    await away.page.getByRole("blockquote").getByText(LATE).waitFor();
    await away.page.getByRole("button", { name: "Put into my private layer" }).click();
    await away.page.getByText("It is in your private layer now.").first().waitFor();
    const path = `/workspaces/${seminar.id}/annotations?layer=private`;
    const { items } = await call<{ items: AnnotationListItem[] }>(away, "GET", path);
    expect(items.map(({ quote }) => quote)).toEqual([LATE]);
  });

  it("shows students no names but those they were given, which they mention; the instructor sees both", async () => {
    const [one, two] = students as [Student, Student];
    const name = await pseudonymOf(two);
    const theirs = card(one.page, two.words);
    expect(await theirs.getAttribute("aria-label")).toContain(name);
    await one.page.bringToFront();
    await theirs.click();
    await theirs.getByRole("textbox", { name: "Comment" }).focus();
    await one.page.keyboard.type(`Why, @${name}`);
    await theirs.getByRole("option", { name, exact: true }).waitFor();
    await one.page.keyboard.press("Enter");
    await one.page.keyboard.type("?");
    await one.page.keyboard.press("Control+Enter");
    await card(two.page, two.words).click();
    await card(two.page, two.words).getByText(`@${name}`, { exact: true }).waitFor();
    for (const student of students.slice(0, 4)) {
      const shown = (await student.page.locator("[data-annotation]").allInnerTexts()).join("\n");
      for (const other of students) if (other !== student) expect(shown).not.toContain(other.name);
    }
    await lead.page.goto(`/w/${seminar.id}/annotations?layer=blind`);
    await lead.page.getByText(two.name).first().waitFor();
  });

  it("is taken away under the names that the instructor chooses", async () => {
    const csv = async (names: string) => {
      const path = `/api/workspaces/${seminar.id}/exports/annotations.csv?layer=blind&names=${names}`;
      return (await lead.context.request.get(path)).text();
    };
    const [named, hidden] = [await csv("names"), await csv("pseudonyms")];
    for (const { name, actor, thought } of students) {
      expect(named).toContain(thought);
      expect(named).toContain(`${actor},${name}`);
      expect(hidden).toContain(thought);
      expect(hidden).not.toContain(name);
      expect(hidden).not.toContain(actor);
    }
    expect([lead, ...students].flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
