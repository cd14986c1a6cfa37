import { ROLES, type Role } from "@postil/shared/schema/role";
import type { Invitation, Workspace } from "@postil/shared/schema/workspace";
import { HttpClient } from "./http-client.ts";

export interface WorkspaceOfRoles {
  workspaceId: string;
  /** One member of each role. */
  people: Record<Role, HttpClient>;
  /** Signed in, and a member of another workspace only. */
  outsider: HttpClient;
}

/** A workspace with one member of each role, made by invitations as people make it. */
export async function workspaceOfRoles(url: string, name = "Newsroom study"): Promise<WorkspaceOfRoles> {
  const owner = await HttpClient.register(url, "The owner");
  const made = await owner.post<Workspace>("/api/workspaces", { name });
  const workspaceId = made.body.id;
  const others: [Role, HttpClient][] = [];
  for (const role of ROLES.filter((one) => one !== "owner")) {
    const invitation = await owner.post<Invitation>(`/api/workspaces/${workspaceId}/invitations`, { role });
    const client = await HttpClient.register(url, `The ${role}`);
    const accepted = await client.post(`/api/invitations/${invitation.body.token}/accept`);
    if (accepted.status >= 300) throw new Error(`Joining as ${role} answered ${accepted.status}`);
    others.push([role, client]);
  }
  const outsider = await HttpClient.register(url, "An outsider");
  await outsider.post("/api/workspaces", { name: "Elsewhere" });
  return { workspaceId, people: { ...Object.fromEntries(others), owner } as Record<Role, HttpClient>, outsider };
}
