import type { ActivityItem } from "@postil/shared/schema/activity";
import type { AuditItem } from "@postil/shared/schema/audit";
import type { Page } from "@postil/shared/schema/text-fields";
import type { Person } from "./annotation-fixtures.ts";
import { good } from "./http-client.ts";

/** A page of a workspace's feed, as this person gets it. */
export async function feedPage(person: Person, workspaceId: string, query = ""): Promise<Page<ActivityItem>> {
  return good(await person.client.get<Page<ActivityItem>>(`/api/workspaces/${workspaceId}/activity?${query}`));
}

export async function feed(person: Person, workspaceId: string, query = ""): Promise<ActivityItem[]> {
  return (await feedPage(person, workspaceId, query)).items;
}

/** A page of the audit list, as this owner gets it. */
export async function auditList(person: Person, workspaceId: string, query = ""): Promise<AuditItem[]> {
  return good(await person.client.get<Page<AuditItem>>(`/api/workspaces/${workspaceId}/audit?${query}`)).items;
}

/** `Ben annotated ×3`: an item in short. */
export function brief({ person, type, count }: ActivityItem): string {
  return `${person?.name ?? "-"} ${type}${count > 1 ? ` ×${count}` : ""}`;
}
