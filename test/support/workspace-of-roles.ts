import { ROLES, type Role } from "@postil/shared/schema/role";
import { HttpClient } from "./http-client.ts";
import { makeWorkspace } from "./workspaces.ts";

export interface WorkspaceOfRoles {
  workspaceId: string;
  /** One member of each role. */
  people: Record<Role, HttpClient>;
  /** Signed in, and a member of another workspace only. */
  outsider: HttpClient;
}

/** A workspace with one member of each role, made by invitations as people make it. */
export async function workspaceOfRoles(url: string, name = "Newsroom study"): Promise<WorkspaceOfRoles> {
  const { workspaceId, owner, join } = await makeWorkspace(url, name, "The owner");
  const others: [Role, HttpClient][] = [];
  for (const role of ROLES.filter((one) => one !== "owner")) others.push([role, await join(role)]);
  const outsider = await HttpClient.register(url, "An outsider");
  await outsider.post("/api/workspaces", { name: "Elsewhere" });
  return { workspaceId, people: { ...Object.fromEntries(others), owner } as Record<Role, HttpClient>, outsider };
}
