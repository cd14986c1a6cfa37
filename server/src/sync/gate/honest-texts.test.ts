import { setLines } from "@postil/shared/anchor/mark-edits";
import { changeMarks, changeText, readMarks } from "@postil/shared/anchor/text-edits";
import { newId } from "@postil/shared/schema/ids";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { HonestBrowser, HonestNetwork } from "../testing/honest-network.ts";
import { instructor, JudgedDocument } from "../testing/judged-document.ts";
import { Random } from "../testing/random.ts";

const SEEDS = Math.ceil(Number(process.env.POSTIL_HONEST_SEEDS ?? 250) / 2);
const STEPS = 50;

/** Correcting a text: typing, pasting, deleting, putting marks on and taking them off. */
function correct({ doc }: HonestBrowser, random: Random): void {
  const text = doc.getText("text");
  const marks = doc.getMap("marks");
  const at = random.below(Math.max(1, text.length));
  switch (random.below(8)) {
    case 0:
    case 1:
      text.insert(at, random.pick(["a", "word ", "\n", "ß€😀"]) as string);
      return;
    case 2:
      text.insert(at, "A paragraph that was pasted. ".repeat(1 + random.below(5)));
      return;
    case 3:
      if (text.length > 1) text.delete(at, Math.min(1 + random.below(8), text.length - at));
      return;
    case 4: {
      const key = random.pick([...marks.keys(), newId()]) as string;
      const end = Math.min(at + 3, text.length);
      marks.set(key, { kind: "bold", start: position(text, at, 0), end: position(text, end, -1) });
      return;
    }
    case 5: {
      const key = random.pick([...marks.keys()]);
      // Typing over what one has just marked: both in one update.
      if (key !== undefined) doc.transact(() => [marks.delete(key), text.insert(at, "x")]);
      return;
    }
    case 6: {
      // A word replaced, as the editor does it.
      const to = Math.min(at + 1 + random.below(6), text.length);
      if (at < to) changeText(doc, [{ from: at, to, insert: random.pick(["corrected", "ü", "a\nb"]) as string }]);
      return;
    }
    case 7: {
      // Lines made into something else, as the toolbar does it.
      const end = Math.min(at + random.below(30), text.length);
      changeMarks(doc, setLines(readMarks(doc), [{ from: at, to: end }], random.pick(["h2", "quote", null]) ?? null));
      return;
    }
  }
}

function position(text: Y.Text, index: number, assoc: number): string {
  const relative = Y.createRelativePositionFromTypeIndex(text, index, assoc);
  return Buffer.from(Y.encodeRelativePosition(relative)).toString("base64url");
}

it(`never refuses an honest editor of a text: ${SEEDS} random histories of two instructors in three browsers`, {
  timeout: 120_000 + SEEDS * 1_000,
}, () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = new Random(seed);
    const gc = () => !random.chance(0.2);
    const [inge, ines] = [instructor(newId()), instructor(newId())];
    const begun = new Y.Doc();
    begun.getText("text").insert(0, "One paragraph.\nAnother one.\n");
    const server = new JudgedDocument("text", [Y.encodeStateAsUpdate(begun)]);
    server.state.clients.set(begun.clientID, "system");
    const browsers = [inge, inge, ines].map((writer) => new HonestBrowser(writer, gc()));
    const history = new HonestNetwork(server, browsers, random, correct);
    for (let step = 0; step < STEPS; step++) history.step(1_750_000_000_000 + step);
    history.settle();
    expect({ seed, refused: history.refused }).toEqual({ seed, refused: [] });
    const text = server.doc.getText("text").toString();
    expect({ seed, ends: text.at(-1) }).toEqual({ seed, ends: "\n" });
    for (const { doc } of browsers) {
      expect({ seed, text: doc.getText("text").toString() }).toEqual({ seed, text });
      expect(doc.getMap("marks").toJSON()).toEqual(server.doc.getMap("marks").toJSON());
    }
  }
});
