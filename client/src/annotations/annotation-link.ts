/** Path of an annotation's own link: it opens the article at it. */
export function annotationPath(articleId: string, layerId: string, annotationId: string): string {
  return `/a/${articleId}?layer=${layerId}&annotation=${annotationId}`;
}
