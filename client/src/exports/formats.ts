import type { ExportFormatId } from "@postil/shared/schema/annotation-query";
import { words } from "./words.ts";

export interface ExportOptions {
  names: boolean;
  raw: boolean;
}

interface Choice {
  id: keyof typeof words.formats;
  /** Whether cells can be left as they are, formulas and all. */
  raw: boolean;
  /** Whether it holds what is filtered, or something else whole. */
  filtered: boolean;
}

/** Made as a job, whose file is fetched when it is done. */
interface JobChoice extends Choice {
  job: ExportFormatId;
}

/** Begins to come at once. `path` is below `/api/workspaces/:w`, `query` what goes with it whatever is filtered. */
interface DownloadChoice extends Choice {
  path: string;
  query: Readonly<Record<string, string>>;
}

export type ExportChoice = JobChoice | DownloadChoice;

const csv = (rows: "annotation" | "tag" | "comment"): ExportChoice => ({
  id: `csv-${rows}`,
  raw: true,
  filtered: true,
  path: "exports/annotations.csv",
  query: { rows },
});

/** Every format that the export page offers, in its order; what each holds is said under its id in the words. */
export const EXPORT_CHOICES: readonly ExportChoice[] = [
  csv("annotation"),
  csv("tag"),
  csv("comment"),
  { id: "csv-bundle", raw: true, filtered: true, job: "csv-bundle" },
  { id: "xlsx", raw: false, filtered: true, job: "xlsx" },
  { id: "jsonld", raw: false, filtered: true, job: "jsonld" },
  { id: "codebook-csv", raw: true, filtered: false, path: "exports/codebook.csv", query: {} },
  { id: "codebook-qdc", raw: false, filtered: false, path: "exports/codebook.qdc", query: {} },
];

/** Where a download comes from. `filter`: as the list of annotations takes it, without "?". */
export function downloadUrl(
  workspaceId: string,
  { path, query, filtered, raw }: DownloadChoice,
  filter: string,
  options: ExportOptions,
): string {
  const parameters = new URLSearchParams(filtered ? filter : "");
  for (const [name, value] of Object.entries(query)) parameters.set(name, value);
  if (raw && options.raw) parameters.set("raw", "1");
  if (filtered && options.names) parameters.set("names", "names");
  const text = parameters.toString();
  return `/api/workspaces/${workspaceId}/${path}${text === "" ? "" : `?${text}`}`;
}

/** What a job is started with. */
export function jobBody({ job, raw }: JobChoice, filter: string, options: ExportOptions): object {
  const body: Record<string, string | string[]> = { format: job };
  const parameters = new URLSearchParams(filter);
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name);
    body[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  if (raw && options.raw) body.raw = "1";
  if (options.names) body.names = "names";
  return body;
}
