import type { ExportedAnnotation, ExportedComment, Part } from "./rows.ts";

/** https://www.w3.org/TR/annotation-model/ */
export const ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld";

/** Named in annotations without an address of their own: people, and which layer it is. */
const actorUrn = (id: string) => `urn:postil:actor:${id}`;
const layerUrn = (kind: string) => `urn:postil:layer:${kind}`;

type Json = Record<string, unknown>;

/**
 * An annotation as the Web Annotation Data Model has it, and each comment of its thread as one that replies to it, or to
 * the comment it answers. `origin`: of this Postil, whose pages the articles are. Positions count code points.
 */
export function webAnnotations(annotation: ExportedAnnotation, origin: string): Json[] {
  const source = `${origin}/a/${annotation.articleId}`;
  return [
    {
      id: annotation.url,
      type: "Annotation",
      motivation: motivation(annotation),
      created: time(annotation.createdAt),
      modified: time(annotation.updatedAt),
      creator: person(annotation.authorId, annotation.author),
      audience: { id: layerUrn(annotation.layer), type: "Audience" },
      body: bodies(annotation),
      target: targets(annotation, source),
    },
    ...annotation.comments.map((comment) => reply(annotation, comment)),
  ];
}

function motivation({ on, note, tags }: ExportedAnnotation): string[] {
  // What tells a memo from a note on the whole article.
  if (on === "memo") return ["describing"];
  const found = [...(note === "" ? [] : ["commenting"]), ...(tags.length === 0 ? [] : ["tagging"])];
  return found.length === 0 ? ["highlighting"] : found;
}

function bodies({ note, tags, on }: ExportedAnnotation): Json[] {
  const purpose = on === "memo" ? "describing" : "commenting";
  return [
    ...(note === "" ? [] : [{ type: "TextualBody", value: note, format: "text/markdown", purpose }]),
    ...tags.map((tag) => ({
      type: "TextualBody",
      value: tag.path,
      format: "text/plain",
      purpose: "tagging",
      created: time(tag.taggedAt),
      creator: { type: "Person", name: tag.taggedBy },
    })),
  ];
}

/** One target a part: a discontinuous passage has several. An orphan's are its words alone. */
function targets({ on, parts, prefix, suffix }: ExportedAnnotation, source: string): unknown {
  if (on !== "passage") return { id: source, type: "Text" };
  const all = parts.map((part, index) => ({
    type: "SpecificResource",
    source,
    selector: selectors(part, index === 0 ? prefix : "", index === parts.length - 1 ? suffix : ""),
  }));
  return all.length === 1 ? all[0] : all;
}

function selectors({ start, end, exact }: Part, prefix: string, suffix: string): Json[] {
  const quote = {
    type: "TextQuoteSelector",
    exact,
    ...(prefix === "" ? {} : { prefix }),
    ...(suffix === "" ? {} : { suffix }),
  };
  return start === null ? [quote] : [quote, { type: "TextPositionSelector", start, end }];
}

function reply(annotation: ExportedAnnotation, comment: ExportedComment): Json {
  const address = (id: string) => `${annotation.url}&comment=${id}`;
  // What it answers may have been deleted: then it stands under the annotation.
  const answered = annotation.comments.some(({ id }) => id === comment.parentId) ? comment.parentId : null;
  return {
    id: address(comment.id),
    type: "Annotation",
    motivation: "replying",
    created: time(comment.createdAt),
    modified: time(comment.editedAt ?? comment.createdAt),
    creator: person(comment.authorId, comment.author),
    body: { type: "TextualBody", value: comment.text, format: "text/markdown", purpose: "replying" },
    target: answered === null ? annotation.url : address(answered),
  };
}

function person(id: string, name: string): Json {
  return { id: actorUrn(id), type: "Person", name };
}

function time(at: number): string {
  return new Date(at).toISOString();
}
