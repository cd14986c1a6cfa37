import { afterEach, describe, expect, it } from "vitest";
import { speak } from "./catalogue.ts";
import { english } from "./english.ts";
import { german } from "./german.ts";

afterEach(() => speak("en", english));

type Said = { path: string; said: unknown };

function leaves(words: unknown, path = ""): Said[] {
  if (typeof words !== "object" || words === null) return [{ path, said: words }];
  // Codes of the server, of which English needs none: errors.test.ts.
  if (path === "errors.byCode") return [];
  return Object.entries(words).flatMap(([key, value]) => leaves(value, path === "" ? key : `${path}.${key}`));
}

/** Terms that both languages share, and what is written in signs. */
const ALIKE = new Set([
  ...[
    "Postil",
    "Name",
    "Text",
    "Person",
    "Team",
    "Blind",
    "Link",
    "Annotation",
    "Memo",
    "Memos",
    "Filter",
    "Definition",
    "Export",
    "Format",
    "Offline",
  ],
  ...["Alt", "Esc", "Mail", "Orange", "Moderation", "Aa", "ab", "é"],
]);

/** Where a whole phrase reads alike. */
const SHARED = new Set([
  ...["activity.andMore", "api.alias", "assignments.inZone", "margin.memo.part", "notices.count"],
  ...[
    "reader.text.blockPart",
    "workspaces.settings.version",
    "annotations.reactions.by",
    "errors.field",
    "assignments.count.articles",
    "exports.formats.jsonld.title",
    "exports.formats.xlsx.title",
  ],
]);

/** What functions are tried with, as none says what it wants: names as {0}, {1} …, numbers as 71, 72 …, few and many. */
const TRIED: unknown[][] = [
  ["{0}", "{1}", "{2}", "{3}"],
  [71, 72, 73, 74],
  [1, 1, 1, 1],
  [0, 0, 0, 0],
  ["{0}", 72, 73],
  ["{0}", "{1}", 73, 74],
  [71, "{1}"],
  [1, "{1}"],
  [71, true],
  [71, false],
  [["{0}"], 72],
  ["{0}", ["{1}"]],
  [{ kind: "moved", path: "{0}", from: "{1}", to: "{2}" }],
  [{ kind: "renamed", path: "{0}", from: "{1}", to: "{2}" }],
  ...["mention", "reply", "assigned", "reminded"].map((kind) => [
    { kind, count: 71, actors: [{ name: "{0}" }], people: 1 },
  ]),
];

/** All that an entry can say; a function that wants things of another kind says nothing to these. */
function sentences(said: unknown): string[] {
  if (typeof said === "string") return [said];
  if (typeof said !== "function") return [];
  return TRIED.flatMap((given) => {
    try {
      const answer: unknown = said(...given);
      return typeof answer === "string" ? [answer] : [];
    } catch {
      return [];
    }
  });
}

/** Which of the things that it was given an entry mentions, by their place. */
function mentioned(said: unknown): number[] {
  const marks = sentences(said).flatMap((sentence) => sentence.match(/(?<=\{)\d(?=\})|7[1-4]\b/g) ?? []);
  return [...new Set(marks.map((mark) => (mark.length === 1 ? Number(mark) : Number(mark) - 71)))].sort();
}

const pairs = new Map(leaves(english).map(({ path, said }) => [path, { english: said, german: undefined as unknown }]));
for (const { path, said } of leaves(german)) pairs.set(path, { english: pairs.get(path)?.english, german: said });

describe("the German catalogue", () => {
  it("has the keys of the English one, no more and no fewer", () => {
    expect(
      leaves(german)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(
      leaves(english)
        .map(({ path }) => path)
        .sort(),
    );
  });

  it("says as much by functions, from no more than they are given", () => {
    for (const [path, pair] of pairs) {
      expect(typeof pair.german, path).toBe(typeof pair.english);
      if (typeof pair.english === "function" && typeof pair.german === "function") {
        expect(pair.german.length, path).toBeLessThanOrEqual(pair.english.length);
      }
    }
  });

  it("leaves nothing in English", () => {
    const left = [...pairs].filter(([path, pair]) => {
      const same = new Set(sentences(pair.english));
      return sentences(pair.german).some(
        (sentence) => same.has(sentence) && isWords(sentence) && !isAlike(path, sentence),
      );
    });
    expect(left.map(([path, { german: said }]) => `${path}: ${sentences(said)[0]}`)).toEqual([]);
  });

  it("mentions what it is given wherever the English one does", () => {
    speak("de", german);
    const other = [...pairs].filter(
      ([, pair]) => `${mentioned(pair.german)}` !== `${mentioned(pair.english)}` && typeof pair.german === "function",
    );
    expect(other.map(([path, { german: said }]) => `${path}: ${sentences(said).join(" | ")}`)).toEqual([]);
  });

  it("quotes as German does", () => {
    for (const [path, { german: said }] of pairs) {
      for (const sentence of sentences(said)) {
        expect(sentence, path).not.toMatch(/"|”/);
        expect((sentence.match(/„/g) ?? []).length, `${path}: ${sentence}`).toBe((sentence.match(/“/g) ?? []).length);
      }
    }
  });

  it("counts by the language's own forms", () => {
    speak("de", german);
    expect(german.assignments.count.annotations(1)).toBe("1 Annotation");
    expect(german.assignments.count.annotations(1234)).toBe("1.234 Annotationen");
    expect(german.activity.sentences["member-left"](3, null)).toBe(
      "{who} und 2 weitere Personen haben den Arbeitsbereich verlassen",
    );
  });
});

function isWords(sentence: string): boolean {
  return /\p{L}{2}/u.test(sentence.replaceAll(/\{\w+\}/g, ""));
}

function isAlike(path: string, sentence: string): boolean {
  return ALIKE.has(sentence) || SHARED.has(path);
}
