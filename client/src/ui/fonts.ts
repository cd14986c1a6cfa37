/** What nearly every page is written in. Others come when they are first needed. */
const FACES = ['400 1em "Inter Variable"', '400 1em "Source Serif 4 Variable"'];
/** Longer nobody waits for a face, in ms: the fallbacks are as wide. */
const PATIENCE = 600;

/** Fetches the faces beside the app instead of after it. Resolves when they are there, or take too long. */
export function fetchFonts(): Promise<unknown> {
  const faces = Promise.all(FACES.map((face) => document.fonts.load(face))).catch(() => undefined);
  return Promise.race([faces, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}
