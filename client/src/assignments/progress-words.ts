import type { Asks, Assignment, AssignmentSummary, CellState, Grid, Progress } from "@postil/shared/schema/assignment";
import { formatList } from "../ui/format.ts";
import { words } from "./words.ts";

/** "at least 3 annotations and 2 replies on each article"; null when no number is asked. */
export function describeAsks({ annotations, replies, tags }: Asks): string | null {
  const parts = [
    annotations > 0 ? words.count.annotations(annotations) : "",
    replies > 0 ? words.count.replies(replies) : "",
    tags > 0 ? words.count.tags(tags) : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? null : words.asks(formatList(parts));
}

/** "2 of 3 annotations, 1 reply": where a number is asked it stands beside what there is. */
export function describeProgress(progress: Progress, asks: Asks): string {
  const parts = [
    share(progress.annotations, asks.annotations, words.count.annotations),
    share(progress.replies, asks.replies, words.count.replies),
    asks.tags > 0 ? share(progress.tags, asks.tags, words.count.tags) : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? words.progress.nothing : parts.join(", ");
}

function share(done: number, asked: number, name: (count: number) => string): string {
  if (asked === 0) return done === 0 ? "" : name(done);
  return done >= asked ? name(done) : words.progress.of(done, name(asked));
}

/** "Section A, Section B, and 2 people": whom it asks, for those who may know it. */
export function describePeople({
  everyone,
  groups,
  people,
}: Pick<Assignment, "everyone" | "groups" | "people">): string {
  if (everyone) return words.page.everyone;
  const named = (groups ?? []).map(({ name }) => name);
  const chosen = people?.length ?? 0;
  return formatList(chosen > 0 || named.length === 0 ? [...named, words.count.people(chosen)] : named);
}

/** "done" needs a number that is asked; without one it is for the person to say. */
export function articleState(progress: Progress, asks: Asks): "not-started" | "working" | "done" {
  const begun = progress.annotations + progress.replies + progress.tags > 0;
  const asked = asks.annotations + asks.replies + asks.tags > 0;
  if (asked && progress.done) return "done";
  return begun ? "working" : "not-started";
}

/** "1 of 3 articles done"; begun, where no number is asked. */
export function countArticles({ articles, asks }: Pick<Assignment, "articles" | "asks">): string {
  const states = articles.map(({ progress }) => (progress ? articleState(progress, asks) : "not-started"));
  const asked = asks.annotations + asks.replies + asks.tags > 0;
  const count = states.filter((state) => (asked ? state === "done" : state !== "not-started")).length;
  return (asked ? words.progress.articles : words.progress.begun)(count, states.length);
}

/** How an assignment stands for who looks at the list. `now` in epoch ms. */
export type Standing =
  | "draft"
  | "not-open"
  | "submitted"
  | "submitted-late"
  | "overdue"
  | "to-do"
  | "revealed"
  | "published";

export function standingOf(one: AssignmentSummary, now: number): Standing {
  if (one.state === "draft") return "draft";
  if (one.revealedAt !== null) return "revealed";
  if (one.opensAt !== null && Date.parse(one.opensAt) > now) return "not-open";
  if (one.me === null) return "published";
  if (one.me.submittedAt !== null) return one.me.late ? "submitted-late" : "submitted";
  return one.me.dueAt !== null && Date.parse(one.me.dueAt) < now ? "overdue" : "to-do";
}

/** How far somebody is with all of it. */
export function rowState(row: Pick<Grid["rows"][number], "submittedAt" | "late" | "states">): CellState {
  if (row.submittedAt !== null) return row.late ? "late" : "submitted";
  return row.states.some((state) => state !== "not-started") ? "working" : "not-started";
}
