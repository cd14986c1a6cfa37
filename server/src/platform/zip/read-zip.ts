import { type UnzipFileInfo, unzipSync } from "fflate";

export const ZIP_LIMITS = { expanded: 200 * 1024 * 1024, ratio: 100, entries: 2_000 };
/** Small files of blanks pack well: only from so many bytes on does the ratio say anything. */
const RATIO_COUNTS_FROM = 10 * 1024 * 1024;

export type ZipProblem = "broken-file" | "archive-too-large";

export class ZipError extends Error {
  override name = "ZipError";

  constructor(readonly problem: ZipProblem) {
    super(problem);
  }
}

/**
 * The wanted files of an archive, by their path. What the archive says of its sizes is held against the limits before
 * anything is expanded, and no file gets more room than it announced. Throws `ZipError`.
 */
export function readZip(bytes: Uint8Array, wanted: (name: string) => boolean): Map<string, Uint8Array> {
  let entries = 0;
  let expanded = 0;
  const filter = ({ name, originalSize }: UnzipFileInfo) => {
    entries += 1;
    expanded += originalSize;
    const tooDense = expanded > RATIO_COUNTS_FROM && expanded > bytes.length * ZIP_LIMITS.ratio;
    if (entries > ZIP_LIMITS.entries || expanded > ZIP_LIMITS.expanded || tooDense) {
      throw new ZipError("archive-too-large");
    }
    return wanted(name);
  };
  try {
    // First all sizes, then the contents: a bomb is not begun.
    unzipSync(bytes, { filter: (info) => filter(info) && false });
    return new Map(Object.entries(unzipSync(bytes, { filter: ({ name }) => wanted(name) })));
  } catch (error) {
    throw error instanceof ZipError ? error : new ZipError("broken-file");
  }
}
