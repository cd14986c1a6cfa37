import { articleText } from "@postil/shared/document/text-document";
import type { AnnotationListItem } from "@postil/shared/schema/annotation-query";
import type { LayerInfo } from "@postil/shared/schema/article";
import type { layerOperationSchema } from "@postil/shared/schema/layer-operation";
import type { Role } from "@postil/shared/schema/role";
import type { Page } from "@postil/shared/schema/text-fields";
import type * as Y from "yjs";
import type { z } from "zod";
import { addArticle } from "./article-fixtures.ts";
import { good, type HttpClient } from "./http-client.ts";
import { stockClient, synced, teamLayer, until } from "./sync-client.ts";
import { actorOf, makeWorkspace, type TestWorkspace } from "./workspaces.ts";

/** An operation as a script sends it. */
export type Operation = z.input<typeof layerOperationSchema>;

export interface Person {
  client: HttpClient;
  /** Whom documents name for them. */
  actor: string;
}

/** A workspace with its owner, ready to be filled. */
export class Workspace {
  private constructor(
    private readonly made: TestWorkspace,
    readonly id: string,
    readonly owner: Person,
  ) {}

  static async create(url: string, name = "Floods", ownerName = "Ada"): Promise<Workspace> {
    const made = await makeWorkspace(url, name, ownerName);
    return new Workspace(made, made.workspaceId, { client: made.owner, actor: made.workspace.me.actor });
  }

  async join(role: Role, name: string): Promise<Person> {
    const client = await this.made.join(role, name);
    return { client, actor: await actorOf(client, this.id) };
  }

  async article(title: string, text: string, attributes: Record<string, string> = {}): Promise<ArticlePlace> {
    const article = await addArticle(this.owner.client, this.id, { title, text, attributes });
    return { id: article.id, team: teamLayer(article), textDocument: article.textDocument };
  }

  async tag(name: string, parentId: string | null = null): Promise<string> {
    const made = await this.owner.client.post<{ id: string }>(`/api/workspaces/${this.id}/tags`, { name, parentId });
    return good(made).id;
  }

  async privateLayer(person: Person, article: ArticlePlace): Promise<string> {
    const path = `/api/articles/${article.id}/layers`;
    return good(await person.client.post<LayerInfo>(path, { kind: "private" })).id;
  }

  /** `query` as it stands in the address, e.g. `tag=…&sort=place`. */
  async list(person: Person, query = ""): Promise<AnnotationListItem[]> {
    return (await this.page(person, query)).items;
  }

  async page(person: Person, query = ""): Promise<Page<AnnotationListItem>> {
    return good(await person.client.get<Page<AnnotationListItem>>(`/api/workspaces/${this.id}/annotations?${query}`));
  }

  /** The bytes of an export, byte order mark and all. */
  async export(person: Person, query = ""): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
    const path = `/api/workspaces/${this.id}/exports/annotations.csv?${query}`;
    const { url, cookie } = person.client;
    const response = await fetch(url + path, { headers: { cookie } });
    return {
      status: response.status,
      headers: response.headers,
      bytes: Buffer.from(await response.arrayBuffer()),
    };
  }
}

export interface ArticlePlace {
  id: string;
  /** The team's layer. */
  team: string;
  textDocument: string;
}

/** Ids of what the operations made or changed, one each. */
export async function operate(person: Person, layer: string, operations: Operation[]): Promise<string[]> {
  const path = `/api/layers/${layer}/operations`;
  const answer = await person.client.post<{ items: { id: string }[] }>(path, { operations });
  return good(answer).items.map((item) => item.id);
}

/** Changes an article's text as an instructor's browser does, and returns once the server has it. */
export async function editText(person: Person, article: ArticlePlace, edit: (text: Y.Text) => void): Promise<void> {
  const browser = await synced(stockClient(person.client, article.textDocument));
  try {
    browser.doc.transact(() => edit(articleText(browser.doc)));
    const wanted = articleText(browser.doc).toString();
    await until(async () => {
      const answer = await person.client.get<{ text: string }>(`/api/articles/${article.id}/text`);
      return answer.body.text === wanted;
    }, 10_000);
  } finally {
    browser.destroy();
  }
}
