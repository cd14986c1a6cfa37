import { newId } from "@postil/shared/schema/ids";
import type { LayerOperation } from "@postil/shared/schema/layer-operation";
import type { SampleAnnotation, SamplePersonKey } from "./types.ts";

/** Operations that one person carries out at once. */
export interface Turn {
  by: SamplePersonKey;
  operations: LayerOperation[];
}

const PEOPLE: readonly SamplePersonKey[] = ["instructor", "annotator"];

/**
 * An article's annotations as its people would have made them: first each their own, then the threads comment by
 * comment, last what is resolved. `tags`: ids by path. Throws on a path that is not there.
 */
export function operationsOf(annotations: readonly SampleAnnotation[], tags: ReadonlyMap<string, string>): Turn[] {
  // Ids that grow: what is made in the same millisecond is put in order by them.
  const series = newId();
  let count = 0;
  const nextId = () => `${series}-${String(++count).padStart(4, "0")}`;
  const made = annotations.map((annotation) => ({ ...annotation, id: nextId() }));
  const turns: Turn[] = [];
  const add = (by: SamplePersonKey, operations: LayerOperation[]) => {
    if (operations.length > 0) turns.push({ by, operations });
  };

  for (const person of PEOPLE) {
    add(
      person,
      made.filter(({ by }) => by === person).map((annotation) => annotate(annotation, tags)),
    );
  }
  const longest = Math.max(0, ...made.map(({ thread = [] }) => thread.length));
  const roots = new Map<string, string>();
  for (let place = 0; place < longest; place++) {
    for (const person of PEOPLE) {
      const operations: LayerOperation[] = [];
      for (const { id: annotation, thread = [] } of made) {
        const comment = thread[place];
        if (comment?.by !== person) continue;
        const id = nextId();
        operations.push({ op: "comment", id, annotation, parent: roots.get(annotation) ?? null, text: comment.text });
        if (place === 0) roots.set(annotation, id);
      }
      add(person, operations);
    }
  }
  for (const person of PEOPLE) {
    add(
      person,
      made
        .filter(({ resolvedBy }) => resolvedBy === person)
        .map(({ id }) => ({ op: "resolve" as const, annotation: id })),
    );
  }
  return turns;
}

function annotate(
  { id, quotes, note, tags: paths = [] }: SampleAnnotation & { id: string },
  tags: ReadonlyMap<string, string>,
): LayerOperation {
  const tagIds = paths.map((path) => {
    const tagId = tags.get(path);
    if (tagId === undefined) throw new Error(`The sample's codebook has no “${path}”`);
    return tagId;
  });
  const about = quotes
    ? { on: "passage" as const, passages: quotes.map((exact) => ({ exact })) }
    : { on: "article" as const };
  return { op: "annotate", id, ...about, ...(note === undefined ? {} : { note }), tags: tagIds };
}
