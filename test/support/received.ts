import type { HttpClient } from "./http-client.ts";
import { LiveClient } from "./live-client.ts";
import { RawClient } from "./sync-client.ts";

/** Everything that one person's browser receives, kept so that it can be looked through for what it must not hold. */
export class Received {
  readonly sockets: RawClient[] = [];
  private readonly answers: string[] = [];

  private constructor(
    readonly client: HttpClient,
    readonly live: LiveClient,
  ) {}

  /** With the workspace's page open, and the article's if one is given. */
  static async by(client: HttpClient, workspaceId: string, articleId: string | null = null): Promise<Received> {
    const live = await LiveClient.connect(client);
    if (!(await live.enter(workspaceId, articleId))) throw new Error("somebody may not enter the workspace");
    return new Received(client, live);
  }

  /** Asks by REST and keeps the answer, whatever its status. */
  async get(path: string): Promise<string> {
    const { status, body, headers } = await this.client.get(path);
    const text = `${path} ${status} ${JSON.stringify([...headers])} ${JSON.stringify(body)}`;
    this.answers.push(text);
    return text;
  }

  async join(document: string): Promise<RawClient> {
    const socket = await RawClient.join(this.client, document);
    this.sockets.push(socket);
    return socket;
  }

  /** Where each of the traces stands in what was received; nothing when none does. */
  find(traces: readonly string[]): string[] {
    const frames = this.sockets.flatMap(({ frames: all }) => all.map((frame) => Buffer.from(frame).toString("utf8")));
    const heard = this.live.heard.map((one) => JSON.stringify(one));
    return [...this.answers, ...frames, ...heard].flatMap((text) =>
      traces.filter((trace) => text.includes(trace)).map((trace) => `"${trace}" in ${text.slice(0, 300)}`),
    );
  }

  close(): void {
    this.live.close();
    for (const socket of this.sockets) socket.close();
  }
}

/** What pages of a workspace and of one article ask for, all lists, counts, searches and exports. */
export function pathsOf(workspaceId: string, articleId: string, more: readonly string[] = []): string[] {
  const workspace = `/api/workspaces/${workspaceId}`;
  return [
    workspace,
    `/api/articles/${articleId}`,
    `${workspace}/articles?sort=activity`,
    `${workspace}/tags`,
    `${workspace}/annotations`,
    `${workspace}/annotations?layer=blind`,
    `${workspace}/annotations?layer=consensus&sort=place`,
    `${workspace}/annotations?q=secret`,
    `${workspace}/assignments`,
    `${workspace}/assignments?deleted=1`,
    `${workspace}/pseudonyms`,
    // Without that of members, which names everybody.
    `${workspace}/activity?limit=200${["annotations", "comments", "threads", "codebook", "articles", "assignments"].map((kind) => `&kind=${kind}`).join("")}`,
    "/api/me/assignments",
    "/api/notices?limit=200",
    "/api/notices/unread",
    ...["annotation", "tag", "comment"].flatMap((rows) => [
      `${workspace}/exports/annotations.csv?rows=${rows}`,
      `${workspace}/exports/annotations.csv?rows=${rows}&layer=blind&names=names`,
    ]),
    ...more,
  ];
}
