import { layerMap } from "@postil/shared/document/layer-document";
import * as operations from "@postil/shared/document/operations";
import { judgeEntry } from "@postil/shared/policy/entry-rules";
import { reactionSignSchema } from "@postil/shared/schema/annotation";
import { newId } from "@postil/shared/schema/ids";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { annotator, commenter, instructor, JudgedDocument } from "../testing/judged-document.ts";
import { Random } from "../testing/random.ts";
import type { GateWriter } from "./verdict.ts";

const SEEDS = Number(process.env.POSTIL_HONEST_SEEDS ?? 250);
const STEPS = 60;

/** Somebody's browser: a document, what was stored of it, and updates under way in both directions. */
class Browser {
  doc = new Y.Doc();
  online = true;
  /** Sent its SyncStep2 on this connection. */
  synced = false;
  toServer: { bytes: Uint8Array; step2: boolean }[] = [];
  fromServer: Uint8Array[] = [];

  constructor(
    readonly writer: GateWriter,
    /** Keeps collected values, like a client with `gc: false`. */
    private readonly gc: boolean,
  ) {
    this.watch();
  }

  watch(): void {
    this.doc.gc = this.gc;
    this.doc.on("update", (bytes: Uint8Array, origin: unknown) => {
      if (origin !== "server" && this.online) this.toServer.push({ bytes, step2: false });
    });
  }

  disconnect(): void {
    this.online = false;
    this.synced = false;
    this.toServer = [];
    this.fromServer = [];
  }

  /** A new page over the copy that was kept on the device. */
  reload(): void {
    const kept = Y.encodeStateAsUpdate(this.doc);
    this.doc = new Y.Doc();
    Y.applyUpdate(this.doc, kept, "server");
    this.watch();
  }
}

/** What one does in the reading room: only what one's own copy says one may. */
function act(browser: Browser, random: Random, now: number): void {
  const { doc, writer } = browser;
  const context = { actor: writer.actor, now };
  const annotations = [...layerMap(doc, "annotations").keys()];
  const comments = [...layerMap(doc, "comments").keys()];
  const annotation = random.pick(annotations);
  const commentId = random.pick(comments);
  const index = {
    annotation: (id: string) => layerMap(doc, "annotations").get(id),
    comment: (id: string) => layerMap(doc, "comments").get(id),
    assignee: (id: string) => layerMap(doc, "assignees").get(id),
  };
  const may = (map: Parameters<typeof judgeEntry>[0]["map"], key: string, value: unknown) =>
    judgeEntry({ map, key, value, previous: layerMap(doc, map).get(key) }, writer, index) === null;
  const tag = `tag-number-00000${random.below(3)}`;
  switch (random.below(12)) {
    case 0:
    case 1:
      if (!writer.canAnnotate) return;
      operations.annotate(doc, context, { on: "article", note: "Note", tags: random.chance(0.5) ? [tag] : [] });
      return;
    case 2:
      if (annotation && may("notes", annotation, { text: "", editedAt: now })) {
        operations.setNote(doc, context, annotation, `Note ${random.below(1000)}`);
      }
      return;
    case 3:
      if (annotation && may("tags", `${annotation}/${tag}`, { by: writer.actor, at: now })) {
        operations.addTag(doc, context, annotation, tag);
      }
      return;
    case 4:
      if (annotation && may("tags", `${annotation}/${tag}`, undefined)) {
        operations.removeTag(doc, context, annotation, tag);
      }
      return;
    case 5:
      if (annotation) operations.comment(doc, context, { annotation, text: "Comment" });
      return;
    case 6:
      if (commentId && may("commentTexts", commentId, { text: "", editedAt: now })) {
        operations.editComment(doc, context, commentId, `Comment ${random.below(1000)}`);
      }
      return;
    case 7:
      if (annotation && may("resolutions", annotation, { by: writer.actor, at: now })) {
        operations.resolve(doc, context, annotation);
      }
      return;
    case 8:
      if (annotation && may("resolutions", annotation, undefined)) operations.reopen(doc, context, annotation);
      return;
    case 9: {
      const sign = random.pick(reactionSignSchema.options);
      if (annotation && sign) operations.react(doc, context, annotation, sign, random.chance(0.6));
      return;
    }
    case 10: {
      const target = random.chance(0.5) ? annotation : commentId;
      if (target && may("deletions", target, { by: writer.actor, at: now })) operations.remove(doc, context, target);
      return;
    }
    case 11: {
      // Undoing goes by the inverse operation, also after a reload.
      const target = random.pick([...layerMap(doc, "deletions").keys()]);
      if (target && may("deletions", target, undefined)) operations.restore(doc, context, target);
      return;
    }
  }
}

class History {
  readonly server = new JudgedDocument("layer");
  readonly browsers: Browser[];
  readonly refused: string[] = [];

  constructor(private readonly random: Random) {
    const [ann, ben, inge, carl] = [newId(), newId(), newId(), newId()];
    const gc = () => !random.chance(0.2);
    this.browsers = [
      new Browser(annotator(ann), gc()),
      // A second tab of the same person.
      new Browser(annotator(ann), gc()),
      new Browser(annotator(ben), gc()),
      new Browser(instructor(inge), gc()),
      new Browser(commenter(carl), gc()),
    ];
    for (const browser of this.browsers) this.connect(browser);
  }

  connect(browser: Browser): void {
    browser.disconnect();
    browser.online = true;
    browser.fromServer.push(Y.encodeStateAsUpdate(this.server.doc, Y.encodeStateVector(browser.doc)));
    const step2 = Y.encodeStateAsUpdate(browser.doc, Y.encodeStateVector(this.server.doc));
    browser.toServer.push({ bytes: step2, step2: true });
  }

  receiveAtServer(browser: Browser): void {
    const sent = browser.toServer.shift();
    if (!sent) return;
    const before = Y.encodeStateVector(this.server.doc);
    const verdict = this.server.submit(sent.bytes, browser.writer);
    if (verdict.kind === "refused") this.refused.push(`${verdict.refusal.code}: ${verdict.refusal.reason}`);
    if (verdict.kind !== "approved") return;
    const update = Y.encodeStateAsUpdate(this.server.doc, before);
    for (const other of this.browsers) if (other.online) other.fromServer.push(update);
  }

  receiveAtBrowser(browser: Browser): void {
    const update = browser.fromServer.shift();
    if (update) Y.applyUpdate(browser.doc, update, "server");
  }

  step(now: number): void {
    const { random } = this;
    const browser = random.pick(this.browsers) as Browser;
    const dice = random.next();
    if (dice < 0.45) act(browser, random, now);
    else if (dice < 0.65) this.receiveAtServer(browser);
    else if (dice < 0.85) this.receiveAtBrowser(browser);
    else if (dice < 0.9) browser.disconnect();
    else if (dice < 0.96) this.connect(browser);
    else {
      // Closing the page loses what is under way, and the copy is there again at the next visit.
      browser.disconnect();
      browser.reload();
    }
  }

  settle(): void {
    for (const browser of this.browsers) if (!browser.online) this.connect(browser);
    for (let round = 0; round < 1_000; round++) {
      for (const browser of this.browsers) {
        this.receiveAtServer(browser);
        this.receiveAtBrowser(browser);
      }
    }
  }
}

it(`never refuses an honest client: ${SEEDS} random histories of five browsers`, {
  timeout: 120_000 + SEEDS * 1_000,
}, () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = new Random(seed);
    const history = new History(random);
    for (let step = 0; step < STEPS; step++) history.step(1_750_000_000_000 + step);
    history.settle();
    expect({ seed, refused: history.refused }).toEqual({ seed, refused: [] });
    for (const browser of history.browsers) {
      for (const name of ["annotations", "notes", "tags", "deletions", "resolutions"] as const) {
        expect(layerMap(browser.doc, name).toJSON()).toEqual(layerMap(history.server.doc, name).toJSON());
      }
    }
  }
});
