import { Injectable } from "@nestjs/common";
import { layerRights } from "@postil/shared/policy/permissions";
import type { LayerKind, Role } from "@postil/shared/schema/role";
import type { LayerReader } from "@postil/shared/schema/thread";
import { DataSource } from "typeorm";
import { ArticleAccess } from "../articles/article-access.ts";
import { type LayerFactsRow, layerFactsColumns, layerFactsJoin, toLayerFacts } from "../workspaces/layer-visibility.ts";

type CandidateRow = LayerFactsRow & { kind: LayerKind; assignmentId: string | null; role: Role };

/** Tells who may read a layer, by the same rule that lets them in. */
@Injectable()
export class LayerReaders {
  constructor(
    private readonly dataSource: DataSource,
    private readonly articles: ArticleAccess,
  ) {}

  /** By name. 404 for a layer that the caller may not read. */
  async list(userId: string, layerId: string): Promise<LayerReader[]> {
    const { layer } = await this.articles.layer(userId, layerId);
    const rows: CandidateRow[] = await this.dataSource.query(
      `select l.kind, l.assignment_id as "assignmentId", m.role, ${layerFactsColumns("l")}
         from layer l join member m on m.workspace_id = l.workspace_id ${layerFactsJoin("l")} where l.id = $1`,
      [layer.id],
    );
    const readers: LayerReader[] = [];
    for (const row of rows) {
      const { canRead, canComment } = layerRights(toLayerFacts(row, row), row.role);
      if (canRead) readers.push({ actor: row.writesAs, name: row.writerName, colour: row.writerColour, canComment });
    }
    return readers.sort((a, b) => a.name.localeCompare(b.name) || (a.actor < b.actor ? -1 : 1));
  }
}
