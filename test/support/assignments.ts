import type { LayerInfo } from "@postil/shared/schema/article";
import type { Assignment } from "@postil/shared/schema/assignment";
import type { Person } from "./annotation-fixtures.ts";
import { good } from "./http-client.ts";

/** Makes an assignment and publishes it. */
export async function publish(by: Person, workspaceId: string, body: object): Promise<Assignment> {
  const made = await by.client.post<Assignment>(`/api/workspaces/${workspaceId}/assignments`, {
    title: "Reading",
    ...body,
  });
  return good(await by.client.post<Assignment>(`/api/assignments/${good(made).id}/publish`));
}

/** `submit`, `take-back`, `reveal` … as this person. */
export async function act(person: Person, assignment: { id: string }, what: string): Promise<Assignment> {
  return good(await person.client.post<Assignment>(`/api/assignments/${assignment.id}/${what}`));
}

export async function look(person: Person, assignment: { id: string }): Promise<Assignment> {
  return good(await person.client.get<Assignment>(`/api/assignments/${assignment.id}`));
}

export async function blindLayer(person: Person, assignment: { id: string }, articleId: string): Promise<LayerInfo> {
  const body = { kind: "blind", assignment: assignment.id };
  return good(await person.client.post<LayerInfo>(`/api/articles/${articleId}/layers`, body));
}
