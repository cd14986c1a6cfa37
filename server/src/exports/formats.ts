import type { ExportFormatId } from "@postil/shared/schema/annotation-query";
import { ZIP } from "../platform/http/send-csv.ts";
import { writeCsvBundle } from "./csv-files.ts";
import type { ExportFormat } from "./export-material.ts";
import { JSON_LD, writeJsonLd } from "./json-ld.ts";
import { writeXlsx, XLSX } from "./xlsx.ts";

/** Every format that a job can export annotations in. */
export const FORMATS: Readonly<Record<ExportFormatId, ExportFormat>> = {
  xlsx: { extension: "xlsx", contentType: XLSX, write: writeXlsx },
  jsonld: { extension: "jsonld", contentType: JSON_LD, write: writeJsonLd },
  "csv-bundle": { extension: "zip", contentType: ZIP, write: writeCsvBundle },
};
