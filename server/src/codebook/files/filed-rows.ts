import type { FiledTag } from "@postil/shared/export/codebook-csv";

/** A tag as a file names it: what is undefined the file doesn't say. `where`: for people, such as "Row 3". */
export type FiledRow = Partial<Omit<FiledTag, "path">> & Pick<FiledTag, "path"> & { where: string };

export interface FileProblem {
  where: string;
  message: string;
}

/** What was read of a file. With problems, nothing of it is taken. */
export interface ReadFile {
  rows: FiledRow[];
  problems: FileProblem[];
  /** What was altered so that it fits. */
  notes: string[];
}

/** More than any codebook that people work with; a file of 1 MiB holds no more. */
export const MOST_TAGS = 5_000;
/** Levels of the tree, in files. */
export const DEEPEST = 50;
