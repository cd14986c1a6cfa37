import type { Events } from "../platform/events.ts";

/** Pages are told at most this often that a workspace's annotations have changed, ms. */
const ANNOUNCE_MS = 1_000;

/** Tells pages that list annotations that there is something new, however many commits there were. */
export class Announcer {
  private readonly announced = new Map<string, NodeJS.Timeout>();

  constructor(private readonly events: Events) {}

  changed(workspaceId: string): void {
    if (this.announced.has(workspaceId)) return;
    const timer = setTimeout(() => {
      this.announced.delete(workspaceId);
      this.events.emit("changed", { workspaceId, topic: "annotations" });
    }, ANNOUNCE_MS);
    this.announced.set(workspaceId, timer.unref());
  }

  stop(): void {
    for (const timer of this.announced.values()) clearTimeout(timer);
  }
}
