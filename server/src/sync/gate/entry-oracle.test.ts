import { LAYER_MAPS, type LayerMapName, layerMap, reactionKey, tagKey } from "@postil/shared/document/layer-document";
import { judgeEntry } from "@postil/shared/policy/entry-rules";
import { layerRights } from "@postil/shared/policy/permissions";
import { ROLES, type Role } from "@postil/shared/schema/role";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { JudgedDocument } from "../testing/judged-document.ts";
import { factsOf } from "../testing/layer-situations.ts";
import { everySituation, mayIn, type OracleOperation, oracleAllows, type Situation } from "../testing/policy-oracle.ts";
import { Random } from "../testing/random.ts";

const ROUNDS = Number(process.env.POSTIL_POLICY_ROUNDS ?? 100_000);
/** So many operations are judged in one layer; one in so many goes through the gate as bytes, too. */
const ROUNDS_A_LAYER = 200;
const GATE_EVERY = 20;
const NOW = 1_750_000_000_000;
const ME = "actor-of-myself-00";
const OTHER = "actor-of-another-0";
const TAGS = ["tag-number-0000001", "tag-number-0000002"];
const SIGNS = ["agree", "question"];
/** Of each kind of layer as many: most of all situations are those of blind layers, in which little may be done. */
const SITUATIONS = ["team", "private", "blind", "consensus"].map((kind) =>
  everySituation().filter((situation) => situation.kind === kind),
);

/** A layer with entries of mine and another's, some of which are deleted, resolved, assigned. */
function randomLayer(random: Random): Y.Doc {
  const doc = new Y.Doc();
  const someone = () => (random.chance(0.5) ? ME : OTHER);
  doc.transact(() => {
    const set = (map: LayerMapName, key: string, value: object) => doc.getMap(map).set(key, value);
    for (let number = 0; number < 4; number++) {
      const id = `annotation-number-${number}`;
      set("annotations", id, { author: someone(), createdAt: NOW, on: "article" });
      for (const map of ["notes", "tags", "resolutions", "assignees", "deletions", "reactions"] as const) {
        if (random.chance(0.4)) set(map, keyIn(map, id, random), validValue(map, id, someone(), random));
      }
      const comment = `comment-number-00${number}`;
      set("comments", comment, { annotation: id, parent: null, author: someone(), createdAt: NOW });
      if (random.chance(0.4)) set("deletions", comment, { by: someone(), at: NOW });
    }
  });
  return doc;
}

function keyIn(map: LayerMapName, target: string, random: Random): string {
  if (map === "tags") return tagKey(target, random.pick(TAGS) as string);
  if (map !== "reactions") return target;
  return reactionKey(target, random.chance(0.5) ? ME : OTHER, random.pick(SIGNS) as string);
}

function validValue(map: LayerMapName, target: string, actor: string, random: Random): Record<string, unknown> {
  const at = NOW + random.below(1_000);
  switch (map) {
    case "annotations":
      return { author: actor, createdAt: at, on: "memo" };
    case "anchors":
      return { segments: [{ start: "AAAA", end: "AAAA", exact: "x", from: 0, to: 1 }], prefix: "", suffix: "" };
    case "notes":
    case "commentTexts":
      return { text: `words ${random.below(9)}`, editedAt: at };
    case "comments": {
      const parent = random.chance(0.5) ? null : `comment-number-00${random.below(5)}`;
      const annotation = random.chance(0.7) ? `annotation-number-${random.below(5)}` : target;
      return { annotation, parent, author: actor, createdAt: at };
    }
    case "assignees":
      return { user: random.chance(0.5) ? ME : OTHER, by: actor, at };
    case "reactions":
      return { at };
    default:
      return { by: actor, at };
  }
}

/** Breaks the form of a value in a way that no reading of the table allows. */
function malformed(value: Record<string, unknown>, random: Random): Record<string, unknown> {
  const [first] = Object.keys(value) as [string];
  const kind = random.below(4);
  if (kind === 0) return { ...value, more: 1 };
  if (kind === 1) return { ...value, [first]: false };
  if (kind === 2) return Object.fromEntries(Object.entries(value).slice(1));
  return { ...value, [first]: { nested: true } };
}

function randomOperation(doc: Y.Doc, random: Random): OracleOperation & { key: string } {
  const map = random.pick(LAYER_MAPS) as LayerMapName;
  // One more than there are: of what does not exist.
  const target = random.chance(0.5) ? `annotation-number-${random.below(5)}` : `comment-number-00${random.below(5)}`;
  let key = keyIn(map, target, random);
  const keyActor = map === "reactions" ? key.split("/")[1] : undefined;
  const previous = doc.getMap(map).get(key) as Record<string, unknown> | undefined;
  let wellFormed = true;
  let value: Record<string, unknown> | undefined;
  if (previous === undefined || random.chance(0.6)) {
    value = validValue(map, target, random.chance(0.8) ? ME : OTHER, random);
    if (random.chance(0.05)) {
      value = malformed(value, random);
      wellFormed = false;
    } else if (random.chance(0.03) && previous === undefined) {
      key = random.pick(["constructor", "short", `${key}/`, `${key}/more-of-it-000000`, `${target} `]) as string;
      wellFormed = map === "tags" && key === `${target}/more-of-it-000000`;
    }
  }
  return { map, key, target, keyActor, previous, value, wellFormed };
}

/** The operation as a document would send it. */
function updateFor(server: Y.Doc, { map, key, value }: OracleOperation & { key: string }): Uint8Array {
  const client = new Y.Doc();
  Y.applyUpdate(client, Y.encodeStateAsUpdate(server));
  const before = Y.encodeStateVector(client);
  if (value === undefined) client.getMap(map).delete(key);
  else client.getMap(map).set(key, value);
  return new Uint8Array(Y.encodeStateAsUpdate(client, before));
}

/** One layer in which operations are judged twice: by the code, and by the oracle. */
class Trial {
  readonly seen = { allowed: 0, refused: 0, gate: 0 };
  private readonly doc: Y.Doc;
  private readonly layer: JudgedDocument;
  private readonly world: Parameters<typeof oracleAllows>[3];

  constructor(
    private readonly seed: number,
    private readonly random: Random,
  ) {
    this.doc = randomLayer(random);
    this.layer = new JudgedDocument("layer", [Y.encodeStateAsUpdate(this.doc)]);
    const read = <T>(map: LayerMapName) => new Map(Object.entries(this.doc.getMap(map).toJSON())) as Map<string, T>;
    this.world = { annotations: read("annotations"), comments: read("comments"), assignees: read("assignees") };
  }

  judge(round: number): void {
    const { random, doc } = this;
    const situation = random.pick(random.pick(SITUATIONS) as Situation[]) as Situation;
    const role = random.pick(ROLES) as Role;
    const operation = randomOperation(doc, random);
    const differs = (what: string) => {
      throw new Error(`${what}: ${JSON.stringify({ seed: this.seed, round, role, situation, operation })}`);
    };
    const rights = layerRights(factsOf(situation), role);
    const annotate = mayIn(situation, role, "annotate");
    const comment = mayIn(situation, role, "comment");
    const changeOthers = mayIn(situation, role, "change others'");
    if (rights.canRead !== mayIn(situation, role, "read")) differs("reading");
    if (rights.canAnnotate !== annotate) differs("annotating");
    if (rights.canComment !== comment) differs("commenting");
    if (rights.canModerate !== changeOthers) differs("moderating");
    const expected = oracleAllows(ME, { annotate, comment, changeOthers }, operation, this.world);
    const writer = { ...rights, actor: ME, canEditText: false };
    const { map, key, previous, value } = operation;
    const refusal = judgeEntry({ map, key, previous, value }, writer, {
      annotation: (id) => layerMap(doc, "annotations").get(id),
      comment: (id) => layerMap(doc, "comments").get(id),
      assignee: (id) => layerMap(doc, "assignees").get(id),
    });
    if ((refusal === null) !== expected) differs(`the rules say ${refusal?.code ?? "yes"}`);
    this.seen[expected ? "allowed" : "refused"]++;
    // A document sends nothing for taking out what isn't there.
    if (round % GATE_EVERY > 0 || (value === undefined && previous === undefined)) return;
    this.seen.gate++;
    const verdict = this.layer.state.gate.judge(updateFor(this.layer.doc, operation), writer);
    if ((verdict.kind === "approved") !== expected) differs(`the gate says ${JSON.stringify(verdict)}`);
  }
}

it(`judges ${ROUNDS} random operations of five roles in four kinds of layers as the documents say`, {
  timeout: 60_000 + ROUNDS,
}, () => {
  const seen = { allowed: 0, refused: 0, gate: 0 };
  for (let seed = 1; seed * ROUNDS_A_LAYER <= ROUNDS; seed++) {
    const trial = new Trial(seed, new Random(seed));
    for (let round = 0; round < ROUNDS_A_LAYER; round++) trial.judge(round);
    for (const what of ["allowed", "refused", "gate"] as const) seen[what] += trial.seen[what];
  }
  expect(seen.allowed).toBeGreaterThan(ROUNDS / 20);
  expect(seen.refused).toBeGreaterThan(ROUNDS / 20);
  expect(seen.gate).toBeGreaterThan(ROUNDS / GATE_EVERY / 2);
});
