import type { Random } from "../../server/src/sync/testing/random.ts";
import { PersistentWriter } from "./persistent-writer.ts";
import { until } from "./sync-client.ts";
import { actorOf, type TestWorkspace } from "./workspaces.ts";

export type Someone = { client: TestWorkspace["owner"]; actor: string };

/** New members of a workspace who may annotate. */
export async function annotators(workspace: TestWorkspace, count: number): Promise<Someone[]> {
  const people: Someone[] = [];
  for (let number = 0; number < count; number++) {
    const client = await workspace.join("annotator", `Writer ${number}`);
    people.push({ client, actor: await actorOf(client, workspace.workspaceId) });
  }
  return people;
}

/** Clients of these people, taking turns, that all write in one layer. */
export function writersOf(
  people: readonly Someone[],
  count: number,
  layer: string,
  random: Random,
): PersistentWriter[] {
  return Array.from({ length: count }, (_, tab) => {
    const { client, actor } = people[tab % people.length] as Someone;
    return new PersistentWriter(client, layer, actor, random);
  });
}

/** Clients that write all the time, and come back by themselves whenever they are sent away. */
export class Crowd {
  private stopped = false;
  private readonly typing: NodeJS.Timeout;
  private readonly lives: Promise<void>[];

  constructor(
    readonly writers: readonly PersistentWriter[],
    random: Random,
    everyMs = 60,
  ) {
    this.typing = setInterval(() => {
      for (const writer of writers) {
        writer.collect();
        if (random.chance(0.7)) writer.write();
      }
    }, everyMs);
    this.lives = writers.map((writer) => this.live(writer, random));
  }

  /** How often any of them was sent away. */
  interruptions = 0;

  /** Resolves when each of them has had an edit acknowledged that it wrote after this call. */
  async allWritable(patience = 90_000): Promise<void> {
    const from = this.writers.map((writer) => writer.counts.written);
    await until(() => this.writers.every((writer, number) => writer.acknowledgedBeyond(from[number] ?? 0)), patience);
  }

  /** They write no more, and stay until all that they wrote is acknowledged. */
  async finish(patience = 90_000): Promise<void> {
    clearInterval(this.typing);
    await until(() => this.writers.every((writer) => writer.waiting === 0), patience);
    await this.leave();
  }

  async leave(): Promise<void> {
    clearInterval(this.typing);
    this.stopped = true;
    for (const writer of this.writers) writer.disconnect();
    await Promise.all(this.lives);
  }

  private async live(writer: PersistentWriter, random: Random): Promise<void> {
    while (!this.stopped) {
      if (await writer.connect()) await writer.closed;
      if (this.stopped) return;
      this.interruptions++;
      writer.disconnect();
      await new Promise((resolve) => setTimeout(resolve, 100 + random.below(400)));
    }
    writer.disconnect();
  }
}
