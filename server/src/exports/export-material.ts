import type { FiledTag } from "@postil/shared/export/codebook-csv";
import type { ExportQuery } from "@postil/shared/schema/annotation-query";
import type { Role } from "@postil/shared/schema/role";
import type { AnnotationScope } from "../annotations/annotation-scope.ts";
import type { ExportReader, ReadShape } from "./export-reader.ts";

/** What any format is made from: what the caller may read of a workspace, by their filter. */
export interface ExportMaterial {
  workspaceId: string;
  /** Its name. */
  workspace: string;
  /** Public origin of this Postil, for addresses. */
  origin: string;
  query: Omit<ExportQuery, "bundle">;
  /** Of all the workspace's articles, in the order of columns. */
  attributeNames: readonly string[];
  /** In the tree's order. */
  codebook: readonly FiledTag[];
  /** By name; former ones are not among them. */
  members: readonly { actor: string; name: string; role: Role }[];
  scope: AnnotationScope;
  /** Reads anew from the start; by default everything. */
  read(shape?: ReadShape): ExportReader;
}

/** A format that exports are written in. `written`: told how many annotations are. */
export interface ExportFormat {
  extension: string;
  contentType: string;
  write(
    material: ExportMaterial,
    written: (annotations: number) => void,
  ): AsyncGenerator<string | Uint8Array, void, undefined>;
}
