import { textDocumentName } from "@postil/shared/document/text-document";
import type { Article, LayerInfo } from "@postil/shared/schema/article";
import type { HttpClient } from "./http-client.ts";
import { LiveClient } from "./live-client.ts";
import { RawClient } from "./sync-client.ts";

/** A trace as it would stand in bytes: a text, or a clientID as Yjs writes it. */
export type Trace = string | Buffer;

/**
 * One member who takes in every byte that a server gives them about a workspace: all documents that they may open, the
 * live channel, and every list, count, search and export. What must not reach them is then looked for in all of it.
 */
export class Eavesdropper {
  private readonly sockets: RawClient[] = [];
  private live!: LiveClient;

  private constructor(
    readonly client: HttpClient,
    private readonly workspaceId: string,
    private readonly articleIds: readonly string[],
  ) {}

  /** Opens all that this member may open, and stays. */
  static async of(client: HttpClient, workspaceId: string, articleIds: readonly string[]): Promise<Eavesdropper> {
    const ear = new Eavesdropper(client, workspaceId, articleIds);
    ear.live = await LiveClient.connect(client);
    await ear.live.enter(workspaceId, articleIds[0] ?? null);
    for (const id of articleIds) {
      const { body } = await client.get<Article>(`/api/articles/${id}`);
      const documents = [textDocumentName(id), ...body.layers.map((layer: LayerInfo) => layer.document)];
      for (const document of documents) ear.sockets.push(await RawClient.join(client, document));
    }
    return ear;
  }

  /** Whether the live channel has said this. */
  heard(words: string): boolean {
    return JSON.stringify(this.live.heard).includes(words);
  }

  /** Every answer that this member can ask for, by path: also when asking for `secret` layers, words and tags by name. */
  async sweep(secret: { layers: readonly string[]; words: readonly string[] }): Promise<Map<string, string>> {
    const answers = new Map<string, string>();
    for (const path of this.paths(secret)) {
      const { status, body } = await this.client.get(path);
      answers.set(path, `${status} ${typeof body === "string" ? body : JSON.stringify(body)}`);
    }
    return answers;
  }

  /** Where any of the traces has been, among what came by itself and `answers`. */
  found(traces: readonly Trace[], answers: ReadonlyMap<string, string>): string[] {
    const places: string[] = [];
    const search = (place: string, bytes: Uint8Array) => {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (const trace of traces) if (buffer.includes(trace)) places.push(`${trace} in ${place}`);
    };
    for (const socket of this.sockets) for (const frame of socket.frames) search("a frame of /sync", frame);
    for (const { event, payload } of this.live.heard) search(event, Buffer.from(JSON.stringify(payload) ?? ""));
    // What is asked for may be named in the answer, as the path of an error names it; the path itself is no leak.
    for (const [path, answer] of answers) search(path, Buffer.from(answer));
    return places;
  }

  close(): void {
    this.live.close();
    for (const socket of this.sockets) socket.close();
  }

  private paths({ layers, words }: { layers: readonly string[]; words: readonly string[] }): string[] {
    const workspace = `/api/workspaces/${this.workspaceId}`;
    const filters = ["", "layer=private", "layer=blind", "layer=consensus", "resolved=1", "resolved=0"];
    filters.push(...layers.map((layer) => `layer=${layer}`), ...words.map((word) => `q=${encodeURIComponent(word)}`));
    filters.push(...this.articleIds.map((id) => `article=${id}&sort=place`));
    const lists = filters.map((filter) => `${workspace}/annotations?${filter}`);
    const exported = filters.flatMap((filter) =>
      ["annotation", "tag", "comment"].map((rows) => `${workspace}/exports/annotations.csv?rows=${rows}&${filter}`),
    );
    const articles = this.articleIds.flatMap((id) => [`/api/articles/${id}`, `/api/articles/${id}/text`]);
    const rest = ["", "/members", "/tags", "/articles", "/articles?sort=activity", "/invitations"];
    return [
      ...articles,
      ...rest.map((path) => workspace + path),
      ...lists,
      ...exported,
      "/api/workspaces",
      "/api/notices?limit=200",
    ];
  }
}
