import fc from "fast-check";
import * as encoding from "lib0/encoding";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { mutate } from "../testing/mutate.ts";
import { Random } from "../testing/random.ts";
import { applyUpdate, decodeUpdate } from "./fast-decoder.ts";
import { encode } from "./fast-encoder.ts";

const WORDS = [
  "",
  "a",
  "annotations",
  "Zürich",
  "naïve café",
  "日本語",
  "🙂",
  "\ufeffbom",
  "x".repeat(31),
  "y".repeat(200),
];

/** Updates of maps and texts, one after the other and all in one. */
function someUpdates(random: Random): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const map = doc.getMap("annotations");
  const text = doc.getText("text");
  const value = (depth: number): unknown => {
    const numbers = [0, -0, 1, -1, 63, 64, 2 ** 31, -(2 ** 31), 2 ** 40, 1_750_000_000_000, 0.5, 0.1, -2.75e300];
    const kind = random.below(depth > 0 ? 7 : 5);
    if (kind === 0) return random.pick(numbers);
    if (kind <= 2) return random.pick(WORDS);
    if (kind <= 4) return random.pick([true, false, null]);
    if (kind === 5) return [value(depth - 1), value(depth - 1)];
    return { [random.pick(WORDS) as string]: value(depth - 1), at: value(depth - 1) };
  };
  for (let step = 0; step < 12; step++) {
    const dice = random.below(4);
    if (dice === 0) text.insert(random.below(text.length + 1), random.pick(WORDS) as string);
    else if (dice === 1 && text.length > 2) text.delete(random.below(text.length - 1), 1);
    else if (dice === 2) map.delete(random.pick(WORDS) as string);
    else map.set(random.pick(WORDS) as string, value(3) as object);
  }
  return [...updates, Y.encodeStateAsUpdate(doc)];
}

/** What comes of it, or that it throws. */
function outcome(decode: (bytes: Uint8Array) => ReturnType<typeof Y.decodeUpdate>, bytes: Uint8Array): unknown {
  try {
    const { structs, ds } = decode(bytes);
    return { structs, deletes: [...ds.clients] };
  } catch {
    return "throws";
  }
}

it("decodes every update, and every wounded one, as Yjs does", () => {
  for (let seed = 0; seed < 300; seed++) {
    const random = new Random(seed);
    for (const update of someUpdates(random)) {
      for (const bytes of [new Uint8Array(update), mutate(update, random), mutate(update, random)]) {
        expect(outcome(decodeUpdate, bytes), `seed ${seed}`).toEqual(outcome(Y.decodeUpdate, bytes));
      }
    }
  }
});

it("takes no byte for a character that it has read before", () => {
  const update = (text: string) => {
    const doc = new Y.Doc();
    doc.getText("text").insert(0, text);
    return Y.encodeStateAsUpdate(doc);
  };
  decodeUpdate(update("é"));
  decodeUpdate(update("éa"));
  const latin = update("ab");
  latin[latin.indexOf(0x61)] = 0xe9;
  expect(() => decodeUpdate(latin)).toThrow();
  const single = update("a");
  single[single.indexOf(0x61)] = 0xe9;
  expect(() => decodeUpdate(single)).toThrow();
});

it("applies every update as Yjs does", () => {
  for (let seed = 0; seed < 200; seed++) {
    const [quick, plain] = [new Y.Doc(), new Y.Doc()];
    for (const update of someUpdates(new Random(seed))) {
      applyUpdate(quick, update);
      Y.applyUpdate(plain, update);
    }
    expect(Y.encodeStateAsUpdate(quick), `seed ${seed}`).toEqual(Y.encodeStateAsUpdate(plain));
  }
});

it("writes every value byte for byte as lib0 does", () => {
  const numbers = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double(), fc.float());
  const value = fc.oneof(fc.jsonValue({ depthSize: "medium" }), numbers, fc.string({ unit: "binary", maxLength: 300 }));
  fc.assert(
    fc.property(value, (any) => {
      const plain = encoding.createEncoder();
      encoding.writeAny(plain, any as Parameters<typeof encoding.writeAny>[1]);
      expect(encode((encoder) => encoder.writeAny(any))).toEqual(encoding.toUint8Array(plain));
    }),
    { numRuns: 3_000 },
  );
});

it("writes what is larger than its buffer, and is itself again afterwards", () => {
  const long = "ß".repeat(90_000);
  const write = (encoder: Y.UpdateEncoderV1) => {
    for (const text of ["before", long, "after"]) encoder.writeString(text);
  };
  const plain = new Y.UpdateEncoderV1();
  write(plain);
  for (let again = 0; again < 2; again++) expect(encode(write)).toEqual(plain.toUint8Array());
  expect(encode((encoder) => encoder.writeString("short"))).toHaveLength(6);
});
