import type { AnnotationListItem } from "@postil/shared/schema/annotation-query";
import type { Article, LayerInfo } from "@postil/shared/schema/article";
import type { LayerOperation, layerOperationSchema } from "@postil/shared/schema/layer-operation";
import type { Role } from "@postil/shared/schema/role";
import type { Page } from "@postil/shared/schema/text-fields";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import type { z } from "zod";
import { HttpClient } from "../support/http-client.ts";

/** An operation as a script sends it. */
export type Operation = z.input<typeof layerOperationSchema>;
export type { LayerOperation };

export interface Person {
  client: HttpClient;
  /** Whom documents name for them. */
  actor: string;
}

/** A workspace with its owner, ready to be filled. */
export class Workspace {
  private constructor(
    readonly url: string,
    readonly id: string,
    readonly owner: Person,
  ) {}

  static async create(url: string, name = "Floods", ownerName = "Ada"): Promise<Workspace> {
    const client = await HttpClient.register(url, ownerName);
    const { id, me } = good(await client.post<{ id: string; me: { actor: string } }>("/api/workspaces", { name }));
    return new Workspace(url, id, { client, actor: me.actor });
  }

  async join(role: Role, name: string): Promise<Person> {
    const client = await HttpClient.register(this.url, name);
    const invited = await this.owner.client.post<{ token: string }>(`/api/workspaces/${this.id}/invitations`, { role });
    good(await client.post(`/api/invitations/${good(invited).token}/accept`));
    const { me } = good(await client.get<{ me: { actor: string } }>(`/api/workspaces/${this.id}`));
    return { client, actor: me.actor };
  }

  async article(title: string, text: string, attributes: Record<string, string> = {}): Promise<ArticlePlace> {
    const path = `/api/workspaces/${this.id}/articles`;
    const { items } = good(await this.owner.client.post<{ items: Article[] }>(path, { title, text, attributes }));
    const article = items[0] as Article;
    const team = article.layers.find((layer) => layer.kind === "team") as LayerInfo;
    return { id: article.id, team: team.id, textDocument: article.textDocument };
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
    const response = await fetch(this.url + path, { headers: { cookie: person.client.cookie } });
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
export async function editText(
  url: string,
  person: Person,
  article: ArticlePlace,
  edit: (text: Y.Text) => void,
): Promise<void> {
  const { cookie } = person.client;
  class Browser extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { cookie, origin: url } });
    }
  }
  const doc = new Y.Doc();
  const polyfill = Browser as unknown as typeof globalThis.WebSocket;
  const provider = new WebsocketProvider(`${url.replace("http", "ws")}/sync`, article.textDocument, doc, {
    WebSocketPolyfill: polyfill,
    disableBc: true,
  });
  try {
    await until(() => provider.synced);
    doc.transact(() => edit(doc.getText("text")));
    const wanted = doc.getText("text").toString();
    await until(async () => {
      const answer = await person.client.get<{ text: string }>(`/api/articles/${article.id}/text`);
      return answer.body.text === wanted;
    });
  } finally {
    provider.destroy();
    doc.destroy();
  }
}

export async function until(condition: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error("it didn't come true in time");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The body of an answer that must be a good one. */
export function good<T>(answer: { status: number; body: T }): T {
  if (answer.status >= 300) throw new Error(`It answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
