import type { Notice } from "@postil/shared/schema/notice";
import { describe, expect, it } from "vitest";
import { digestText, sentence } from "./digest-text.ts";
import { shortened } from "./notice-lines.ts";

const place = { origin: "https://postil.example.org", unsubscribe: "https://postil.example.org/u/x", more: false };

function notice(more: Partial<Notice> = {}): Notice {
  return {
    id: "notice-of-a-thread-01",
    kind: "reply",
    count: 1,
    at: "2026-03-01T10:00:00.000Z",
    readAt: null,
    workspace: { id: "workspace-000000001", name: "Floods" },
    actors: [{ actor: "actor-ben-00000001", name: "Ben", colour: 1 }],
    people: 1,
    thread: {
      layer: "layer-of-the-team-01",
      annotation: "annotation-00000001",
      article: { id: "article-0000000001", title: "The bridge" },
      quote: "quoted words",
      text: "written words",
    },
    assignment: null,
    path: "/a/article-0000000001?layer=layer-of-the-team-01&annotation=annotation-00000001",
    ...more,
  };
}

const people = (...names: string[]) => names.map((name, n) => ({ actor: `actor-number-00000${n}`, name, colour: n }));

describe("a digest", () => {
  it("names who and where, leads there, and quotes nothing", () => {
    const { subject, text } = digestText([notice()], place);
    expect(subject).toBe("Postil: Ben replied in “The bridge”");
    expect(text).toContain("Floods\nhttps://postil.example.org/a/article-0000000001?layer=");
    expect(text).toContain(place.unsubscribe);
    expect(text).not.toMatch(/quoted words|written words/);
  });

  it("says how many there are, and that there is more", () => {
    expect(digestText([notice(), notice()], place).subject).toBe("Postil: 2 notices");
    const { subject, text } = digestText([notice(), notice()], { ...place, more: true });
    expect(subject).toBe("Postil: more than 2 notices");
    expect(text).toContain("There is more: https://postil.example.org/notices");
  });

  it("lets no name begin a line of its own", () => {
    const evil = "Eve\r\nBcc: all@example.org\u2028";
    const { subject, text } = digestText([notice({ actors: people(evil) })], place);
    expect(subject).toBe("Postil: Eve Bcc: all@example.org  replied in “The bridge”");
    expect(text.split(/[\r\n\u2028]/).filter((line) => line.startsWith("Bcc"))).toEqual([]);
  });
});

describe("a sentence of a notice", () => {
  it.each([
    [{ count: 3, people: 2, actors: people("Ben", "Cleo") }, "3 replies by Ben and Cleo in “The bridge”"],
    [{ count: 9, people: 5, actors: people("A", "B", "C") }, "9 replies by A, B, C and 2 others in “The bridge”"],
    [{ count: 4, people: 4, actors: people("A", "B", "C") }, "4 replies by A, B, C and one other in “The bridge”"],
    [{ kind: "mention" as const, actors: [], people: 0 }, "Somebody mentioned you in “The bridge”"],
  ])("counts and names people: %#", (more, said) => {
    expect(sentence(notice(more))).toBe(said);
  });

  it("tells a time on the assignment's own clock, also across a change of it", () => {
    const assignment = { id: "assignment-00000001", title: "Week 1", timeZone: "Europe/Berlin" };
    const due = (dueAt: string) =>
      sentence(notice({ kind: "due-soon", thread: null, assignment: { ...assignment, dueAt } }));
    expect(due("2026-03-28T22:59:00.000Z")).toBe("“Week 1” is due soon, due 28 Mar 2026, 23:59 (Europe/Berlin)");
    expect(due("2026-03-29T21:59:00.000Z")).toBe("“Week 1” is due soon, due 29 Mar 2026, 23:59 (Europe/Berlin)");
  });
});

describe("an excerpt", () => {
  it("stands on one line, and never ends in half a character", () => {
    expect(shortened("  one\n\ntwo ", 20)).toBe("one two");
    expect(shortened("abcdef", 4)).toBe("abc…");
    expect(shortened("ab😀cd", 4)).toBe("ab…");
  });
});
