import type { Invitation } from "@postil/shared/schema/invitation";
import type { Role } from "@postil/shared/schema/role";
import type { Workspace } from "@postil/shared/schema/workspace";
import { good, HttpClient } from "./http-client.ts";

export interface TestWorkspace {
  workspaceId: string;
  owner: HttpClient;
  /** The owner's own view of it, as it was made. */
  workspace: Workspace;
  /** A new person who has registered and accepted an invitation to this role. */
  join(role: Role, name?: string): Promise<HttpClient>;
}

/** A workspace with an owner, who has just registered. */
export async function makeWorkspace(url: string, name = "Seminar", ownerName = "Owner"): Promise<TestWorkspace> {
  const owner = await HttpClient.register(url, ownerName);
  const { body: workspace } = await owner.post<Workspace>("/api/workspaces", { name });
  const workspaceId = workspace.id;
  return {
    workspaceId,
    owner,
    workspace,
    async join(role, person = `The ${role}`) {
      const { body } = await owner.post<Invitation>(`/api/workspaces/${workspaceId}/invitations`, { role });
      const client = await HttpClient.register(url, person);
      good(await client.post(`/api/invitations/${body.token}/accept`));
      return client;
    },
  };
}

/** Whom documents name for this person. */
export async function actorOf(client: HttpClient, workspaceId: string): Promise<string> {
  return (await client.get<Workspace>(`/api/workspaces/${workspaceId}`)).body.me.actor;
}
