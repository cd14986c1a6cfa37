import type { AnnotationView } from "@postil/shared/document/readers";

/** The look of a closed card (annotation-card.module.css), in px. */
const FRAME = 50;
const ROW = 30;
const LINE = 21;
const SMALL = 20;
/** Characters that go into one of its lines. */
const CHARACTERS = 40;
/** Lines that a closed card shows of a note, and of the comment its thread begins with. */
const MOST_LINES = 3;

/** What a closed card needs that has not been drawn yet, in px: near enough that little moves once it is. */
export function guessHeight(annotation: AnnotationView): number {
  const { note, tags, comments, reactions, resolved, assignee } = annotation;
  let height = FRAME;
  if (resolved) height += SMALL;
  if (assignee) height += SMALL;
  if (tags.length > 0) height += ROW * Math.ceil(tags.length / 2);
  if (note !== "") height += wordsHeight(note);
  if (reactions.length > 0) height += ROW;
  const said = comments.filter(({ deleted }) => !deleted);
  if (said[0]) height += wordsHeight(said[0].text) + (said[0].author === annotation.author ? 0 : LINE);
  if (said.length > 1) height += SMALL;
  return height;
}

function wordsHeight(text: string): number {
  let lines = 0;
  for (const line of text.split("\n", MOST_LINES)) lines += Math.max(1, Math.ceil(line.length / CHARACTERS));
  return 6 + LINE * Math.min(MOST_LINES, lines);
}
