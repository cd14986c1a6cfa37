import {
  type Assignment,
  createAssignmentBodySchema,
  type UpdateAssignmentBody,
} from "@postil/shared/schema/assignment";
import type { z } from "zod";
import type { Form } from "../ui/use-form.ts";
import { ownZone, toInstant, toWallClock } from "./zones.ts";

/** What the form's fields hold. Times are wall clocks in `timeZone`; numbers may be typed halfway. */
export interface AssignmentDraft {
  title: string;
  instructions: string;
  kind: "together" | "blind";
  articles: string[];
  everyone: boolean;
  people: string[];
  groups: string[];
  adjudicators: string[];
  opensAt: string;
  dueAt: string;
  timeZone: string;
  pseudonyms: boolean;
  reveal: Assignment["reveal"];
  revealAt: string;
  asks: { annotations: number | string; replies: number | string; tags: number | string; tagParents: string[] };
}

export type DraftForm = Form<AssignmentDraft>;

/** The problem of a field, or the first of those inside it. */
export function problemOf(form: DraftForm, path: string): string | undefined {
  return form.errors[path] ?? Object.entries(form.errors).find(([at]) => at.startsWith(`${path}.`))?.[1];
}

export function draftOf(assignment: Assignment | null): AssignmentDraft {
  if (!assignment) {
    return {
      ...{ title: "", instructions: "", kind: "together", articles: [], everyone: true, people: [], groups: [] },
      adjudicators: [],
      ...{ opensAt: "", dueAt: "", timeZone: ownZone(), pseudonyms: false, reveal: "manual", revealAt: "" },
      asks: { annotations: 0, replies: 0, tags: 0, tagParents: [] },
    };
  }
  const { title, instructions, kind, everyone, timeZone, pseudonyms, reveal, asks } = assignment;
  const people = assignment.people ?? [];
  return {
    ...{ title, instructions, kind, everyone, timeZone, pseudonyms, reveal, asks },
    articles: assignment.articles.map(({ id }) => id),
    people: everyone ? [] : people.filter(({ chosen }) => chosen).map(({ actor }) => actor),
    groups: (assignment.groups ?? []).map(({ id }) => id),
    adjudicators: people.filter(({ adjudicates }) => adjudicates).map(({ actor }) => actor),
    opensAt: toWallClock(assignment.opensAt, timeZone),
    dueAt: toWallClock(assignment.dueAt, timeZone),
    revealAt: toWallClock(assignment.revealAt, timeZone),
  };
}

/**
 * As the server takes it: what a kind of assignment has not is left at its default. `inGroups`: who is in the chosen
 * groups now.
 */
export function toBody(
  draft: AssignmentDraft,
  inGroups: ReadonlySet<string> = new Set(),
): z.input<typeof createAssignmentBodySchema> {
  const { title, instructions, kind, articles, timeZone, asks } = draft;
  const isBlind = kind === "blind";
  const takesPart = (actor: string) => draft.everyone || draft.people.includes(actor) || inGroups.has(actor);
  const count = (value: number | string) => (value === "" ? 0 : Number(value));
  return {
    ...{ title, instructions, kind, articles, timeZone },
    people: draft.everyone ? "everyone" : draft.people,
    groups: draft.everyone ? [] : draft.groups,
    adjudicators: isBlind ? draft.adjudicators.filter(takesPart) : [],
    opensAt: toInstant(draft.opensAt, timeZone),
    dueAt: toInstant(draft.dueAt, timeZone),
    pseudonyms: isBlind && draft.pseudonyms,
    reveal: isBlind ? draft.reveal : "manual",
    revealAt: isBlind && draft.reveal === "at" ? toInstant(draft.revealAt, timeZone) : null,
    asks: {
      annotations: count(asks.annotations),
      replies: count(asks.replies),
      tags: count(asks.tags),
      tagParents: count(asks.tags) > 0 ? asks.tagParents : [],
    },
  };
}

/** Only what differs: what stays as it is may be what can't be changed any more. */
export function changesOf(before: AssignmentDraft, body: UpdateAssignmentBody): UpdateAssignmentBody {
  const old = createAssignmentBodySchema.safeParse(toBody(before)).data as UpdateAssignmentBody | undefined;
  if (!old) return body;
  const changed = Object.entries(body).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name as keyof UpdateAssignmentBody]),
  );
  return Object.fromEntries(changed) as UpdateAssignmentBody;
}
