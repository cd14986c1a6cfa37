import { ANNOTATION_CONTEXT, webAnnotations } from "@postil/shared/export/web-annotation";
import type { ExportMaterial } from "./export-material.ts";

export const JSON_LD = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"';

/** Annotations on a page of the collection: as many as are read of one go, many times over. */
const PAGE = 5_000;

/**
 * One AnnotationCollection with its pages in it, each in the one before: so a reader of the whole file finds all, and
 * it can be written as it is read. `total` counts replies, too.
 */
export async function* writeJsonLd(
  { workspace, workspaceId, origin, read }: ExportMaterial,
  written: (annotations: number) => void,
  page = PAGE,
): AsyncGenerator<string, void, undefined> {
  const id = `${origin}/w/${workspaceId}/annotations`;
  const head = { "@context": ANNOTATION_CONTEXT, id, type: "AnnotationCollection", label: workspace };
  yield JSON.stringify(head).slice(0, -1);
  let pages = 0;
  let items = 0;
  let annotations = 0;
  const open = (link: "first" | "next") => {
    pages += 1;
    const about = { id: `${id}#page-${pages}`, type: "AnnotationPage", partOf: id, startIndex: items };
    return `,\n"${link}":${JSON.stringify(about).slice(0, -1)},"items":[`;
  };
  yield open("first");
  let here = 0;
  for await (const some of read().pages()) {
    let text = "";
    for (const item of some.flatMap((annotation) => webAnnotations(annotation, origin))) {
      if (here === page) {
        text += `]${open("next")}`;
        here = 0;
      }
      text += `${here === 0 ? "\n" : ",\n"}${JSON.stringify(item)}`;
      here += 1;
      items += 1;
    }
    yield text;
    annotations += some.length;
    written(annotations);
  }
  yield `]${"}".repeat(pages)},\n"total":${items}}\n`;
}
