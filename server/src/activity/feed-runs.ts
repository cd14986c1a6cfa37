import { type ActivityType, RUN_GAP_MS } from "@postil/shared/schema/activity";
import type { LayerKind } from "@postil/shared/schema/role";
import type { TimelineRow } from "./timeline.ts";

/** An event as the feed's sources tell it. `at`: ISO 8601 with microseconds. */
export type FeedEvent = TimelineRow<{
  type: ActivityType;
  layer: string | null;
  layerKind: LayerKind | null;
  assignment: string | null;
  ref: string | null;
  detail: Record<string, unknown> | null;
}>;

/** `events`: the newest first; the first few only, however many there are. */
export interface Run {
  events: FeedEvent[];
  count: number;
  oldest: string;
}

/** What is told of a run beyond its first event needs no more than these. */
const KEPT = 3;

/** What must be the same in all events of a run, by type; null: each stands by itself. */
const SAME: Record<ActivityType, readonly ("actor" | "article" | "layer" | "assignment")[] | null> = {
  annotated: ["actor", "layer"],
  published: null,
  commented: ["actor", "layer"],
  resolved: ["actor", "layer"],
  reopened: ["actor", "layer"],
  assigned: null,
  unassigned: ["actor", "layer"],
  "codebook-changed": ["actor"],
  "codebook-version": null,
  "article-added": ["actor"],
  "text-corrected": ["actor", "article"],
  "article-changed": ["actor", "article"],
  "article-deleted": ["actor"],
  "member-joined": [],
  "member-left": [],
  "member-removed": ["actor"],
  "role-changed": null,
  "assignment-published": null,
  "assignment-opened": null,
  "assignment-submitted": ["assignment"],
  "assignment-revealed": null,
  "consensus-opened": ["actor", "assignment"],
};

/** Gathers events, given newest first, into runs, in the order of their newest. Pure. */
export class Runs {
  readonly all: Run[] = [];
  private readonly open = new Map<string, Run>();

  constructor(private readonly most: number) {}

  /** false: the event would begin a run more than there may be, and was not taken. */
  take(event: FeedEvent): boolean {
    const key = keyOf(event);
    const run = key === null ? undefined : this.open.get(key);
    if (run && Date.parse(run.oldest) - Date.parse(event.at) <= RUN_GAP_MS) {
      run.count += 1;
      run.oldest = event.at;
      if (run.events.length < KEPT) run.events.push(event);
      return true;
    }
    if (this.all.length === this.most) return false;
    const begun: Run = { events: [event], count: 1, oldest: event.at };
    this.all.push(begun);
    if (key !== null) this.open.set(key, begun);
    return true;
  }
}

function keyOf(event: FeedEvent): string | null {
  const same = SAME[event.type];
  return same && [event.type, ...same.map((field) => event[field] ?? "")].join("/");
}
