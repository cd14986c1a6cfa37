import { Injectable } from "@nestjs/common";
import type { DerivedWriter, DeriveInput } from "../sync/derived-writer.ts";
import { deriveRows, type LayerRows } from "./derived-rows.ts";
import { derivedCtes } from "./derived-sql.ts";

/** Gives the sync core the rows of `annotation`, `annotation_tag` and `comment`, and the SQL that writes them. */
@Injectable()
export class LayerDerivedWriter implements DerivedWriter {
  derive(input: DeriveInput): LayerRows {
    return deriveRows(input);
  }

  ctes(placeholders: { batch: string; layer: string }): string {
    return derivedCtes(placeholders);
  }
}
