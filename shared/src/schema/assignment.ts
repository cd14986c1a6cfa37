import { z } from "zod";
import { idSchema } from "./ids.ts";
import { instantSchema, lineSchema, storableTextSchema } from "./text-fields.ts";

/**
 * `together`: its people write into the team layers, as they are called. `blind`: each into layers of their own, which
 * open to one another at the reveal.
 */
export const assignmentKindSchema = z.enum(["together", "blind"]);
export type AssignmentKind = z.infer<typeof assignmentKindSchema>;

/** When blind layers open. `each`: to each person as they submit, those of who has submitted ("see others after you post"). */
export const revealModeSchema = z.enum(["manual", "at", "all-submitted", "each"]);
export type RevealMode = z.infer<typeof revealModeSchema>;

export const MAX_ASSIGNMENT_ARTICLES = 500;
export const MAX_ASSIGNMENT_PEOPLE = 1_000;
export const MAX_ASSIGNMENT_GROUPS = 50;

/** An IANA name such as `Europe/Berlin`, or `UTC`: in which the times were chosen. They are kept in UTC. */
export const timeZoneSchema = z.string().max(64).refine(isTimeZone, "must be a time zone such as Europe/Berlin");

function isTimeZone(name: string): boolean {
  // Offsets such as +02:00 are taken by Intl too, and know nothing of daylight saving.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** ISO 8601 with `Z` or an offset. */
const momentSchema = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) >= EARLIEST && Date.parse(text) < LATEST, "must be between 2000 and 2100")
  .nullable();

const distinctIds = (max: number) =>
  z
    .array(idSchema)
    .max(max)
    .refine((ids) => new Set(ids).size === ids.length, "must not name one twice");

const askedNumber = z.number().int().min(0).max(1_000);

/** What is asked of each person on each article. `tagParents`: parts of the codebook that count; none: all of it. */
export const asksSchema = z.strictObject({
  annotations: askedNumber,
  /** Comments, in threads of one's own too. */
  replies: askedNumber,
  tags: askedNumber,
  tagParents: distinctIds(50),
});
export type Asks = z.infer<typeof asksSchema>;

/** `everyone`: all annotators, those who come later as well. Else actors of members, whatever their role. */
const peopleSchema = z.union([z.literal("everyone"), distinctIds(MAX_ASSIGNMENT_PEOPLE)]);

const fields = {
  title: lineSchema(200),
  instructions: storableTextSchema(10_000),
  kind: assignmentKindSchema,
  /** In the order in which they are to be read. */
  articles: distinctIds(MAX_ASSIGNMENT_ARTICLES),
  people: peopleSchema,
  /** Beside chosen people: whoever is in one of these groups, or comes into one before the reveal. */
  groups: distinctIds(MAX_ASSIGNMENT_GROUPS),
  /** Of the people: who settles the consensus beside instructors. */
  adjudicators: distinctIds(100),
  opensAt: momentSchema,
  dueAt: momentSchema,
  timeZone: timeZoneSchema,
  /** Blind ones only: in its layers everybody is "Reader 7" to everybody but instructors. */
  pseudonyms: z.boolean(),
  reveal: revealModeSchema,
  /** With `reveal: "at"` only. */
  revealAt: momentSchema,
  asks: asksSchema,
};

/** A draft: only its title is needed. It must be whole when it is published. */
export const createAssignmentBodySchema = z.strictObject({
  title: fields.title,
  instructions: fields.instructions.default(""),
  kind: fields.kind.default("together"),
  articles: fields.articles.default([]),
  people: fields.people.default("everyone"),
  groups: fields.groups.default([]),
  adjudicators: fields.adjudicators.default([]),
  opensAt: fields.opensAt.default(null),
  dueAt: fields.dueAt.default(null),
  timeZone: fields.timeZone.default("UTC"),
  pseudonyms: fields.pseudonyms.default(false),
  reveal: fields.reveal.default("manual"),
  revealAt: fields.revealAt.default(null),
  asks: fields.asks.default({ annotations: 0, replies: 0, tags: 0, tagParents: [] }),
});
export type AssignmentFields = z.output<typeof createAssignmentBodySchema>;

export const updateAssignmentBodySchema = z.strictObject(fields).partial();
export type UpdateAssignmentBody = z.output<typeof updateAssignmentBodySchema>;

/** null takes the extension back. */
export const extendBodySchema = z.strictObject({ extendedUntil: momentSchema });

/** What somebody has done of what is asked. `done`: nothing that is asked is missing. */
export const progressSchema = z.object({
  annotations: z.number().int(),
  replies: z.number().int(),
  tags: z.number().int(),
  done: z.boolean(),
});
export type Progress = z.infer<typeof progressSchema>;

/**
 * The caller's own part. `actor`, `name`, `colour`: whom they write as in its layers. `dueAt`: theirs, with their
 * extension. `isOpen`: it has opened, so that they may begin. `late`: submitted after it was due.
 * `othersOpenedAt`: since when the others' layers are open to them.
 */
export const assignmentMeSchema = z.object({
  actor: idSchema,
  name: z.string(),
  colour: z.number().int(),
  adjudicates: z.boolean(),
  dueAt: instantSchema.nullable(),
  extendedUntil: instantSchema.nullable(),
  submittedAt: instantSchema.nullable(),
  late: z.boolean(),
  othersOpenedAt: instantSchema.nullable(),
  isOpen: z.boolean(),
  canSubmit: z.boolean(),
  canTakeBack: z.boolean(),
});

/** `counts`: of its people, for instructors; null for who may not know (coders of a blind one, before the reveal). */
export const assignmentSummarySchema = z.object({
  id: idSchema,
  workspaceId: idSchema,
  title: z.string(),
  kind: assignmentKindSchema,
  state: z.enum(["draft", "published"]),
  opensAt: instantSchema.nullable(),
  dueAt: instantSchema.nullable(),
  timeZone: z.string(),
  pseudonyms: z.boolean(),
  reveal: revealModeSchema,
  revealAt: instantSchema.nullable(),
  revealedAt: instantSchema.nullable(),
  articleCount: z.number().int(),
  asks: asksSchema,
  createdAt: instantSchema,
  publishedAt: instantSchema.nullable(),
  deletedAt: instantSchema.nullable(),
  me: assignmentMeSchema.nullable(),
  counts: z.object({ people: z.number().int(), submitted: z.number().int() }).nullable(),
});
export type AssignmentSummary = z.infer<typeof assignmentSummarySchema>;

/** `layer`: the caller's own blind one there, if there is one; `progress`: the caller's, null for who has no part. */
export const assignmentArticleSchema = z.object({
  id: idSchema,
  title: z.string(),
  length: z.number().int(),
  layer: idSchema.nullable(),
  consensus: idSchema.nullable(),
  progress: progressSchema.nullable(),
});

/**
 * One of its people, as instructors see them: `actor` and `name` are the member's. `chosen`: by name, not with a group
 * or with everyone. `work` is null for an instructor who
 * codes in it blind, until the reveal; `work.actor` is whom they write as.
 */
export const assignmentPersonSchema = z.object({
  actor: idSchema,
  name: z.string(),
  colour: z.number().int(),
  chosen: z.boolean(),
  adjudicates: z.boolean(),
  extendedUntil: instantSchema.nullable(),
  work: z
    .object({
      actor: idSchema,
      pseudonym: z.string().nullable(),
      submittedAt: instantSchema.nullable(),
      takenBackAt: instantSchema.nullable(),
      late: z.boolean(),
    })
    .nullable(),
});
export type AssignmentPerson = z.infer<typeof assignmentPersonSchema>;

/** `people` and `groups`: null for members. `everyone`: its people are all annotators. `revealedBy`: a name, null when it came by itself. */
export const assignmentSchema = assignmentSummarySchema.extend({
  instructions: z.string(),
  revealedBy: z.string().nullable(),
  articles: z.array(assignmentArticleSchema),
  everyone: z.boolean(),
  people: z.array(assignmentPersonSchema).nullable(),
  groups: z.array(z.object({ id: idSchema, name: z.string() })).nullable(),
});
export type Assignment = z.infer<typeof assignmentSchema>;

/** `late`: submitted after it was due. */
export const cellStateSchema = z.enum(["not-started", "working", "submitted", "late"]);
export type CellState = z.infer<typeof cellStateSchema>;

/** `[annotations, replies, tags, lastActivity]`, the last in epoch ms; null: nothing there. Tags count where asked. */
export const gridCellSchema = z
  .tuple([z.number().int(), z.number().int(), z.number().int(), z.number().int()])
  .nullable();
export type GridCell = z.infer<typeof gridCellSchema>;

/**
 * People × articles. A row's `cells` are in the order of `articles`; `states` says the same in one word a cell.
 * `overdue`: not submitted though it was due. An instructor who codes in it blind has only their own row until the reveal.
 */
export const gridSchema = z.object({
  articles: z.array(z.object({ id: idSchema, title: z.string() })),
  rows: z.array(
    z.object({
      actor: idSchema,
      name: z.string(),
      colour: z.number().int(),
      /** What they are called in the layers; null where that is their name. */
      pseudonym: z.string().nullable(),
      dueAt: instantSchema.nullable(),
      extendedUntil: instantSchema.nullable(),
      submittedAt: instantSchema.nullable(),
      late: z.boolean(),
      overdue: z.boolean(),
      states: z.array(cellStateSchema),
      cells: z.array(gridCellSchema),
    }),
  ),
});
export type Grid = z.infer<typeof gridSchema>;

/** Somebody who writes under another name in an assignment's layers. `member`: who that is, for instructors only. */
export const pseudonymSchema = z.object({
  actor: idSchema,
  name: z.string(),
  colour: z.number().int(),
  assignment: idSchema,
  member: idSchema.nullable(),
});
export type Pseudonym = z.infer<typeof pseudonymSchema>;

/** What is kept of an assignment's course. */
export const ASSIGNMENT_EVENTS = ["published", "changed", "extended", "revealed", "deleted", "restored"] as const;

/**
 * `by`: a name, null when it came by itself. `how`: of a reveal. `person` and `until`: of an extension, `until` null
 * when it was taken back. `fields`: of a change.
 */
export const assignmentEventSchema = z.object({
  id: z.string(),
  kind: z.enum(ASSIGNMENT_EVENTS),
  at: instantSchema,
  by: z.string().nullable(),
  how: revealModeSchema.nullable(),
  person: z.string().nullable(),
  until: instantSchema.nullable(),
  fields: z.array(z.string()),
});
export type AssignmentEvent = z.infer<typeof assignmentEventSchema>;
