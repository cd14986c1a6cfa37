import { formatNumber } from "../../ui/format.ts";

/** The export page, and jobs wherever they are shown. */
export const exports = {
  title: "Export",
  lead: "Take your work away for the next tool. A file holds what you may read yourself, and nothing that is deleted.",
  what: "What goes in",
  whatLead: "Everything you can see, or what you filter to here.",
  format: "Format",
  options: "Options",
  names: "Names instead of pseudonyms",
  namesHint: "The file then says who wrote what.",
  raw: "Exact text, for programs",
  rawHint: "Formulas are not defused: don't open it in a spreadsheet.",
  start: "Export",
  download: "Download",
  unfiltered: "The whole codebook, whatever is filtered above.",
  made: "Your files",
  madeLead: "Each is kept for 24 hours, for you alone.",
  none: "Files you export show up here.",
  formats: {
    "csv-annotation": { title: "CSV, one row per annotation", holds: "Passages with their tags, notes and comments." },
    "csv-tag": { title: "CSV, one row per tag", holds: "For counting, and for agreement between coders." },
    "csv-comment": { title: "CSV, one row per comment", holds: "Every comment with the passage it is about." },
    "csv-bundle": {
      title: "All CSVs with a data dictionary",
      holds: "A zip: the three CSVs, the codebook, and what every column holds, for people and for programs.",
    },
    xlsx: {
      title: "Excel (XLSX)",
      holds: "Sheets of annotations, tags, comments, the codebook and the members, with real dates. Times are in UTC.",
    },
    jsonld: {
      title: "W3C Web Annotation (JSON-LD)",
      holds: "The web's own format: quotes and positions, tags, notes, and threads as replies. For programs.",
    },
    "codebook-csv": { title: "Codebook as CSV", holds: "Tags with definitions, rules and examples. Can be imported." },
    "codebook-qdc": {
      title: "Codebook as REFI-QDA (.qdc)",
      holds: "For ATLAS.ti, MAXQDA, NVivo, QualCoder and others.",
    },
  },
  jobs: {
    states: { queued: "Waiting", running: "Being made", done: "Ready", failed: "Failed", cancelled: "Cancelled" },
    progress: (done: number, total: number) => `${formatNumber(done)} of ${formatNumber(total)}`,
    cancel: "Cancel",
    cancelOf: (name: string) => `Cancel ${name}`,
    downloadOf: (name: string) => `Download ${name}`,
    error: "Your files can't be shown",
  },
};
