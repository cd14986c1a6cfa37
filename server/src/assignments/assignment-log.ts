import { Injectable } from "@nestjs/common";
import { ASSIGNMENT_EVENTS, type AssignmentEvent, revealModeSchema } from "@postil/shared/schema/assignment";
import type { Page } from "@postil/shared/schema/text-fields";
import { DataSource } from "typeorm";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../platform/http/cursor.ts";
import { AssignmentAccess } from "./assignment-access.ts";
import { instant } from "./assignment-answers.ts";

interface EventColumns {
  id: string;
  kind: AssignmentEvent["kind"];
  at: Date;
  by: string | null;
  person: string | null;
  details: { how?: string; until?: string | null; fields?: string };
}

const cursorSchema = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** What was done to an assignment, by whom and when: who published, changed, extended and revealed it. */
@Injectable()
export class AssignmentLog {
  constructor(
    private readonly dataSource: DataSource,
    private readonly assignments: AssignmentAccess,
  ) {}

  /** Newest first, for instructors; nothing of it tells who has submitted, nor who got more time and is a pseudonym now. */
  async list(
    userId: string,
    id: string,
    { cursor, limit }: { cursor?: string | undefined; limit: number },
  ): Promise<Page<AssignmentEvent>> {
    const { assignment } = await this.assignments.edit(userId, id);
    const before = cursor === undefined ? null : decodeCursor(cursor, cursorSchema)[0];
    const rows: EventColumns[] = await this.dataSource.query(
      `select e.id::text as id, substr(e.kind, length('assignment-') + 1) as kind, e.at, e.details, a.name as by,
              case when p.former is null then p.name else '' end as person
         from audit_event e left join actor a on a.id = e.actor_id and a.workspace_id = e.workspace_id
         left join actor p on p.id = e.details->>'person' and p.workspace_id = e.workspace_id
        where e.workspace_id = $1 and e.kind = any($2::text[]) and e.details->>'assignment' = $3
          and ($4::bigint is null or e.id < $4) order by e.id desc limit $5`,
      [assignment.workspaceId, ASSIGNMENT_EVENTS.map((kind) => `assignment-${kind}`), id, before, limit + 1],
    );
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { items: rows.slice(0, limit).map(toEvent), nextCursor: last ? encodeCursor([last.id]) : null };
  }
}

function toEvent({ id, kind, at, by, person, details }: EventColumns): AssignmentEvent {
  return {
    ...{ id, kind, by, person },
    at: at.toISOString(),
    how: revealModeSchema.safeParse(details.how).data ?? null,
    until: instant(details.until ?? null),
    fields: details.fields ? details.fields.split(",") : [],
  };
}
