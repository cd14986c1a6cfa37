import { layerMap } from "@postil/shared/document/layer-document";
import * as operations from "@postil/shared/document/operations";
import { judgeEntry } from "@postil/shared/policy/entry-rules";
import { reactionSignSchema } from "@postil/shared/schema/annotation";
import { newId } from "@postil/shared/schema/ids";
import { expect, it } from "vitest";
import { HonestBrowser, HonestNetwork } from "../testing/honest-network.ts";
import { annotator, commenter, instructor, JudgedDocument } from "../testing/judged-document.ts";
import { Random } from "../testing/random.ts";

const SEEDS = Number(process.env.POSTIL_HONEST_SEEDS ?? 250);
const STEPS = 60;

/** What one does in the reading room: only what one's own copy says one may. */
function act(browser: HonestBrowser, random: Random, now: number): void {
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

function people(random: Random): HonestBrowser[] {
  const [ann, ben, inge, carl] = [newId(), newId(), newId(), newId()];
  const gc = () => !random.chance(0.2);
  return [
    new HonestBrowser(annotator(ann), gc()),
    // A second tab of the same person.
    new HonestBrowser(annotator(ann), gc()),
    new HonestBrowser(annotator(ben), gc()),
    new HonestBrowser(instructor(inge), gc()),
    new HonestBrowser(commenter(carl), gc()),
  ];
}

it(`never refuses an honest client: ${SEEDS} random histories of five browsers`, {
  timeout: 120_000 + SEEDS * 1_000,
}, () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = new Random(seed);
    const history = new HonestNetwork(new JudgedDocument("layer"), people(random), random, act);
    const commenting = history.browsers.at(-1) as HonestBrowser;
    for (let step = 0; step < STEPS; step++) {
      // Who may do more from now on learns it as their socket is closed and opened again.
      if (step === STEPS / 2 && random.chance(0.5)) {
        commenting.writer = random.chance(0.5)
          ? annotator(commenting.writer.actor)
          : instructor(commenting.writer.actor);
        history.connect(commenting);
      }
      history.step(1_750_000_000_000 + step);
    }
    history.settle();
    expect({ seed, refused: history.refused }).toEqual({ seed, refused: [] });
    for (const browser of history.browsers) {
      for (const name of ["annotations", "notes", "tags", "deletions", "resolutions"] as const) {
        expect(layerMap(browser.doc, name).toJSON()).toEqual(layerMap(history.server.doc, name).toJSON());
      }
    }
  }
});
