import { Injectable } from "@nestjs/common";
import type { DerivedWriter, DeriveInput } from "../sync/derived-writer.ts";
import type { PurgePlan } from "../sync/purge/plan-purge.ts";
import type { Beside } from "../sync/update-log.ts";
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

  purge(layerId: string, { annotations, comments, emptied }: PurgePlan): Beside[] {
    return [
      {
        text: "delete from annotation where layer_id = $1 and annotation_id = any($2)",
        values: [layerId, annotations],
      },
      { text: "delete from comment where layer_id = $1 and comment_id = any($2)", values: [layerId, comments] },
      {
        text: `update comment set text = '', mentions = '{}', edited_at = null
                where layer_id = $1 and comment_id = any($2)`,
        values: [layerId, emptied],
      },
    ];
  }
}
