import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Random } from "../testing/random.ts";
import { clocksOf, encodeDeletes, encodeMissing, encodeWhole, structsBeyond } from "./state-encoder.ts";

const MAP = "entries";
const TEXT = "text";

/** Several people at one document: each edit is one of theirs, integrated at once. */
class Crowd {
  readonly doc = new Y.Doc();
  readonly updates: Uint8Array[] = [];
  private readonly people: Y.Doc[];

  constructor(
    private readonly random: Random,
    people: number,
  ) {
    this.people = Array.from({ length: people }, () => new Y.Doc());
    this.doc.getMap(MAP);
    this.doc.getText(TEXT);
    this.doc.on("update", (update: Uint8Array) => this.updates.push(update));
  }

  edit(): void {
    const { random } = this;
    const person = this.people[random.below(this.people.length)] as Y.Doc;
    Y.applyUpdate(person, Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(person)));
    const map = person.getMap(MAP);
    const text = person.getText(TEXT);
    switch (random.below(4)) {
      case 0:
        map.set(`key-${random.below(20)}`, { at: random.below(1_000), words: "naïve 🙂".slice(0, random.below(8)) });
        break;
      case 1:
        map.delete(`key-${random.below(20)}`);
        break;
      case 2:
        text.insert(random.below(text.length + 1), "some words".slice(random.below(9)));
        break;
      default:
        if (text.length > 4) text.delete(random.below(text.length - 3), 1 + random.below(3));
    }
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(person, Y.encodeStateVector(this.doc)));
  }
}

function same(a: Y.Doc, b: Y.Doc): void {
  expect(a.getMap(MAP).toJSON()).toEqual(b.getMap(MAP).toJSON());
  expect(a.getText(TEXT).toString()).toBe(b.getText(TEXT).toString());
  expect(Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b))).toBe(true);
}

describe("the whole document, encoded in slices", () => {
  it("is what Yjs makes of it when nothing happens meanwhile", () => {
    for (let seed = 1; seed <= 12; seed++) {
      const crowd = new Crowd(new Random(seed), 1 + (seed % 6));
      for (let edit = 0; edit < 200; edit++) crowd.edit();
      const steps = encodeWhole(crowd.doc, clocksOf(crowd.doc));
      let step = steps.next();
      while (!step.done) step = steps.next();
      expect(Buffer.compare(step.value, Y.encodeStateAsUpdate(crowd.doc)), `seed ${seed}`).toBe(0);
    }
  });

  it("stands as of its beginning while edits go on, and with the updates since is all there is", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = new Random(seed);
      const crowd = new Crowd(random, 1 + (seed % 5));
      for (let edit = 0; edit < 200; edit++) crowd.edit();
      const vector = Y.encodeStateVector(crowd.doc);
      crowd.updates.length = 0;
      const steps = encodeWhole(crowd.doc, clocksOf(crowd.doc));
      let step = steps.next();
      while (!step.done) {
        for (let edit = random.below(12); edit > 0; edit--) crowd.edit();
        step = steps.next();
      }
      const joined = new Y.Doc();
      Y.applyUpdate(joined, step.value);
      expect(joined.store.pendingStructs, `seed ${seed}`).toBeNull();
      expect(joined.store.pendingDs, `seed ${seed}`).toBeNull();
      expect(Y.decodeStateVector(Y.encodeStateVector(joined))).toEqual(Y.decodeStateVector(vector));
      for (const update of crowd.updates) Y.applyUpdate(joined, update);
      same(joined, crowd.doc);
    }
  });
});

it("what somebody lacks is what Yjs says it is, whatever they hold", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = new Random(seed);
    const crowd = new Crowd(random, 1 + (seed % 5));
    for (let edit = 0; edit < random.below(200); edit++) crowd.edit();
    const vector = Y.encodeStateVector(crowd.doc);
    for (let edit = 0; edit < random.below(100); edit++) crowd.edit();
    const missing = encodeMissing(crowd.doc, Y.decodeStateVector(vector), encodeDeletes(crowd.doc));
    expect(Buffer.compare(missing, Y.encodeStateAsUpdate(crowd.doc, vector)), `seed ${seed}`).toBe(0);
    const lacked = structsBeyond(crowd.doc, Y.decodeStateVector(vector));
    expect(lacked).toBe(Y.decodeUpdate(missing).structs.length);
  }
});
