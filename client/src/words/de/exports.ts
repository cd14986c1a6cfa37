import { formatNumber } from "../../ui/format.ts";
import type { Catalogue } from "../english.ts";

export const exports: Catalogue["exports"] = {
  title: "Export",
  lead: "Nehmen Sie Ihre Arbeit mit ins nächste Programm. Eine Datei enthält, was Sie selbst lesen dürfen, und nichts Gelöschtes.",
  what: "Was hineinkommt",
  whatLead: "Alles, was Sie sehen können, oder was Sie hier herausfiltern.",
  format: "Format",
  options: "Einstellungen",
  names: "Namen statt Pseudonymen",
  namesHint: "Die Datei sagt dann, wer was geschrieben hat.",
  raw: "Genauer Text, für Programme",
  rawHint: "Formeln werden nicht entschärft: nicht in einer Tabellenkalkulation öffnen.",
  start: "Exportieren",
  download: "Herunterladen",
  unfiltered: "Das ganze Codebuch, was oben auch gefiltert ist.",
  made: "Ihre Dateien",
  madeLead: "Jede wird 24 Stunden aufgehoben, nur für Sie.",
  none: "Exportierte Dateien erscheinen hier.",
  formats: {
    "csv-annotation": {
      title: "CSV, eine Zeile je Annotation",
      holds: "Stellen mit ihren Codes, Notizen und Kommentaren.",
    },
    "csv-tag": {
      title: "CSV, eine Zeile je Code",
      holds: "Zum Zählen und für die Übereinstimmung zwischen Codierenden.",
    },
    "csv-comment": {
      title: "CSV, eine Zeile je Kommentar",
      holds: "Jeder Kommentar mit der Stelle, um die es geht.",
    },
    "csv-bundle": {
      title: "Alle CSV mit Datenbeschreibung",
      holds: "Eine Zip-Datei: die drei CSV, das Codebuch und was jede Spalte enthält, für Menschen und für Programme.",
    },
    xlsx: {
      title: "Excel (XLSX)",
      holds:
        "Tabellen der Annotationen, Codes, Kommentare, des Codebuchs und der Mitglieder, mit echten Daten. Zeiten in UTC.",
    },
    jsonld: {
      title: "W3C Web Annotation (JSON-LD)",
      holds:
        "Das Format des Webs: Zitate und Positionen, Codes, Notizen und Diskussionen als Antworten. Für Programme.",
    },
    "codebook-csv": {
      title: "Codebuch als CSV",
      holds: "Codes mit Definitionen, Regeln und Beispielen. Lässt sich importieren.",
    },
    "codebook-qdc": {
      title: "Codebuch als REFI-QDA (.qdc)",
      holds: "Für ATLAS.ti, MAXQDA, NVivo, QualCoder und andere.",
    },
  },
  jobs: {
    states: {
      queued: "Wartet",
      running: "Wird erstellt",
      done: "Fertig",
      failed: "Fehlgeschlagen",
      cancelled: "Abgebrochen",
    },
    progress: (done: number, total: number) => `${formatNumber(done)} von ${formatNumber(total)}`,
    cancel: "Abbrechen",
    cancelOf: (name: string) => `${name} abbrechen`,
    downloadOf: (name: string) => `${name} herunterladen`,
    error: "Ihre Dateien lassen sich nicht zeigen",
  },
};
