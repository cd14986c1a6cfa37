import type { LayerFacts } from "@postil/shared/policy/permissions";
import type { LayerKind } from "@postil/shared/schema/role";

const INSTRUCTS = "m.role in ('owner', 'instructor')";
const TAKES_PART = "(me.actor_id is not null and me.removed_at is null)";
const CODER_TAKES_PART = "(coder.actor_id is not null and coder.removed_at is null)";

/** Of a layer `layer` and a member `m`: its assignment `s`, the member's part `me` in it, and its coder's. */
function assignmentJoins(layer: string): string {
  return `left join assignment s on s.id = ${layer}.assignment_id
    left join assignment_person me on me.assignment_id = s.id and me.actor_id = m.actor_id
    left join assignment_person coder on coder.assignment_id = s.id and coder.coder_actor = ${layer}.owner_actor`;
}

/**
 * The SQL twin of `layerRights(...).canRead`: whether the member whose actor `actor` names (a parameter such as `$2`)
 * may read the layer row `layer` (an alias). Every count, list, search and export of what layers hold stands on it.
 * What it asks of assignments depends on `actor` alone, so that it is found once for a whole statement.
 */
export function readableLayer(layer: string, actor: string): string {
  return `(${layer}.kind = 'team' or (${layer}.kind = 'private' and ${layer}.owner_actor = ${actor})
    or (${layer}.assignment_id is not null and ${layer}.id in (
      select b.id from member m join layer b on b.workspace_id = m.workspace_id and b.assignment_id is not null
        ${assignmentJoins("b")}
       where m.actor_id = ${actor} and case
         when b.kind = 'consensus' then s.revealed_at is not null and (${INSTRUCTS} or ${TAKES_PART})
         when b.kind <> 'blind' then false
         when b.owner_actor = coalesce(me.coder_actor, m.actor_id) then true
         when s.revealed_at is not null then (${INSTRUCTS} or ${TAKES_PART})
           and (${CODER_TAKES_PART} or coder.submitted_at is not null)
         when me.actor_id is null then ${INSTRUCTS} and coder.submitted_at is not null
         else ${TAKES_PART} and s.reveal = 'each' and me.revealed_at is not null and coder.submitted_at is not null
       end)))`;
}

/** What `layerFactsJoin` gives beside a layer's and a member's own columns. */
export interface LayerFactsRow {
  owns: boolean;
  /** Whom the member writes as there, and how that one is shown. */
  writesAs: string;
  writerName: string;
  writerColour: number;
  caller: "none" | "takes-part" | "removed";
  adjudicates: boolean;
  coderTakesPart: boolean;
  coderSubmitted: boolean;
  revealed: boolean;
  opensToEach: boolean;
  openedToCaller: boolean;
  closed: boolean;
}

/** Columns of a `LayerFactsRow`, of `layerFactsJoin`. */
export function layerFactsColumns(layer: string): string {
  return `coalesce(${layer}.owner_actor = writer.id, false) as owns, writer.id as "writesAs",
    writer.name as "writerName", writer.colour as "writerColour",
    case when me.actor_id is null then 'none' when me.removed_at is null then 'takes-part' else 'removed' end as caller,
    coalesce(me.adjudicates, false) as adjudicates, ${CODER_TAKES_PART} as "coderTakesPart",
    coder.submitted_at is not null as "coderSubmitted", s.revealed_at is not null as revealed,
    coalesce(s.reveal = 'each', false) as "opensToEach", me.revealed_at is not null as "openedToCaller",
    s.deleted_at is not null as closed`;
}

/** To be joined to a layer `layer` and a member `m`. */
export function layerFactsJoin(layer: string): string {
  return `${assignmentJoins(layer)} join actor writer on writer.id = coalesce(me.coder_actor, m.actor_id)`;
}

/** What the rule needs to know of a layer and a member. */
export function toLayerFacts(
  { kind, assignmentId }: { kind: LayerKind; assignmentId: string | null },
  row: LayerFactsRow,
): LayerFacts {
  return { kind, owns: row.owns, assignment: assignmentId === null ? null : row };
}

/**
 * Whether the member `m` codes the article `article` (an SQL expression) blind just now: then nobody may see that they
 * have it open.
 */
export function codesBlind(article: string): string {
  return `exists (select 1 from assignment_article aa join assignment s on s.id = aa.assignment_id
    join assignment_person p on p.assignment_id = s.id and p.actor_id = m.actor_id and p.removed_at is null
    where aa.article_id = ${article} and s.kind = 'blind' and s.state = 'published' and s.revealed_at is null
      and s.deleted_at is null)`;
}
