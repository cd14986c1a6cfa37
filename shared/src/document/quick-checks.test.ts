import fc from "fast-check";
import { expect, it } from "vitest";
import { MAX_NOTE_LENGTH, MAX_SOURCES } from "../schema/annotation.ts";
import { LAYER_MAPS, LAYER_VALUE_SCHEMAS, type LayerMapName } from "./layer-document.ts";
import { QUICK_CHECKS } from "./quick-checks.ts";

const ID = "abcdefghij-0123456789_";
const AT = 1_750_000_000_000;
const SEGMENT = { start: "AAAA", end: "BBBB", exact: "words", from: 3, to: 8 };

/** Values that each schema takes: what is broken from. */
const VALID: Record<LayerMapName, unknown[]> = {
  annotations: [
    { author: ID, createdAt: AT, on: "passage" },
    { author: ID, createdAt: AT, on: "memo", sources: [ID, ID] },
    { author: ID, createdAt: AT, on: "article", sources: [] },
  ],
  anchors: [
    { segments: [SEGMENT], prefix: "", suffix: "x".repeat(32) },
    { segments: Array(50).fill(SEGMENT), prefix: "before", suffix: "" },
  ],
  notes: [{ text: "", editedAt: AT }],
  tags: [{ by: ID, at: AT }],
  comments: [
    { annotation: ID, parent: null, author: ID, createdAt: AT },
    { annotation: ID, parent: ID, author: ID, createdAt: AT },
  ],
  commentTexts: [{ text: "x".repeat(MAX_NOTE_LENGTH), editedAt: AT }],
  resolutions: [{ by: ID, at: AT }],
  assignees: [{ user: ID, by: ID, at: AT }],
  reactions: [{ at: AT }],
  deletions: [{ by: ID, at: AT }],
};

/** What hostile hands put in a field's place; the edges of each bound among it. */
const HOSTILE: unknown[] = [
  ...[null, true, "", "a", "short", "constructor", "x".repeat(15), "x".repeat(16), "x".repeat(64)],
  ...["x".repeat(65), "x".repeat(32), "x".repeat(33), "x".repeat(2_006), "x".repeat(2_007), "x".repeat(256)],
  ...[
    "x".repeat(257),
    "x".repeat(MAX_NOTE_LENGTH + 1),
    "with spaces in the middle",
    `${ID}\n`,
    `${ID}/${ID}`,
    "é".repeat(20),
  ],
  ...[0, -0, -1, 0.5, 1e15, 2 ** 53, 50_000_000, 50_000_001, Number.NaN, Number.POSITIVE_INFINITY],
  ...[946_684_799_999, 946_684_800_000, 4_102_444_800_000, 4_102_444_800_001, AT + 0.5],
  ...["passage", "article", "memo", "page", [], {}, [ID], [null], { length: 1 }, Array(MAX_SOURCES + 1).fill(ID)],
  ...[[SEGMENT], Array(51).fill(SEGMENT), [{ ...SEGMENT, from: 9 }], [{ ...SEGMENT, more: 1 }], [[SEGMENT]]],
];

/** A copy of a value in which one place, at any depth, is taken out, added to or replaced. */
function broken(value: unknown, draw: (below: number) => number): unknown {
  if (typeof value !== "object" || value === null || draw(4) === 0) return HOSTILE[draw(HOSTILE.length)];
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  const keys = Object.keys(copy);
  const key = keys[draw(keys.length)] ?? "at";
  const kind = draw(6);
  if (kind === 0) delete copy[key];
  else if (kind === 1) copy[["more", "sources", "by", "toString"][draw(4)] as string] = HOSTILE[draw(HOSTILE.length)];
  else copy[key] = broken(copy[key], draw);
  return copy;
}

it.each(LAYER_MAPS)("%s: the check by hand says what the schema says", (map) => {
  const schema = LAYER_VALUE_SCHEMAS[map];
  const answers = { yes: 0, no: 0 };
  const compare = (value: unknown) => {
    const expected = schema.safeParse(value).success;
    expect(QUICK_CHECKS[map](value), JSON.stringify(value)?.slice(0, 500)).toBe(expected);
    answers[expected ? "yes" : "no"]++;
  };
  for (const value of VALID[map]) {
    compare(value);
    expect(schema.safeParse(value).success).toBe(true);
  }
  for (const other of LAYER_MAPS) for (const value of VALID[other]) compare(value);
  for (const value of HOSTILE) compare(value);
  fc.assert(
    fc.property(fc.constantFrom(...VALID[map]), fc.array(fc.nat(1_000_000), { minLength: 30 }), (valid, dice) => {
      let at = 0;
      compare(broken(valid, (below) => (dice[at++ % dice.length] as number) % below));
    }),
    { numRuns: 2_000 },
  );
  expect(answers.yes).toBeGreaterThan(20);
  expect(answers.no).toBeGreaterThan(500);
});

it("takes nothing but JSON for an object", () => {
  for (const map of LAYER_MAPS) {
    for (const value of [null, undefined, 1, "x", [], new Map(), Object.create(VALID[map][0] as object), () => 1]) {
      if (QUICK_CHECKS[map](value)) expect(LAYER_VALUE_SCHEMAS[map].safeParse(value).success).toBe(true);
    }
  }
});
