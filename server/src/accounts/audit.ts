import { Injectable } from "@nestjs/common";
import { DataSource, EntityManager } from "typeorm";

/** What is kept of an action: who, what, when. `details` never holds passwords, tokens or note texts. */
export interface AuditRecord {
  workspaceId?: string;
  userId?: string;
  actorId?: string;
  /** A stable word such as `role-changed`. */
  kind: string;
  details?: Record<string, string | number | boolean | null>;
}

/** Writes the audit trail. With a `manager` the record shares that transaction's fate. */
@Injectable()
export class AuditLog {
  constructor(private readonly dataSource: DataSource) {}

  async record(event: AuditRecord, manager: EntityManager = this.dataSource.manager): Promise<void> {
    await manager.query(
      "INSERT INTO audit_event (workspace_id, user_id, actor_id, kind, details) VALUES ($1, $2, $3, $4, $5)",
      [
        event.workspaceId ?? null,
        event.userId ?? null,
        event.actorId ?? null,
        event.kind,
        JSON.stringify(event.details ?? {}),
      ],
    );
  }
}
