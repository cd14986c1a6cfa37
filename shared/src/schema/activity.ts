import { z } from "zod";
import { DIFFERENCE_KINDS } from "./codebook.ts";
import { idSchema } from "./ids.ts";
import { layerKindSchema, roleSchema } from "./role.ts";
import { instantOrDaySchema, instantSchema, pageQuerySchema, pageSchema } from "./text-fields.ts";

/** What the feed can be narrowed to. */
export const ACTIVITY_KINDS = [
  "annotations",
  "comments",
  "threads",
  "codebook",
  "articles",
  "members",
  "assignments",
] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** What can have happened, by kind. */
export const ACTIVITY_TYPES = {
  annotations: ["annotated", "published"],
  comments: ["commented"],
  threads: ["resolved", "reopened", "assigned", "unassigned"],
  codebook: ["codebook-changed", "codebook-version"],
  articles: ["article-added", "text-corrected", "article-changed", "article-deleted"],
  members: ["member-joined", "member-left", "member-removed", "role-changed"],
  assignments: [
    "assignment-published",
    "assignment-opened",
    "assignment-submitted",
    "assignment-revealed",
    "consensus-opened",
  ],
} as const satisfies Record<ActivityKind, readonly string[]>;
export type ActivityType = (typeof ACTIVITY_TYPES)[ActivityKind][number];
const types = Object.values(ACTIVITY_TYPES).flat() as ActivityType[];

/** A run of the same: what follows within so many ms of each other, by the same person in the same place, is one item. */
export const RUN_GAP_MS = 30 * 60_000;

function oneOrMore<T extends z.ZodType>(item: T) {
  return z.union([item, z.array(item).max(100)]).transform((value) => (Array.isArray(value) ? value : [value]));
}

export const activityQuerySchema = pageQuerySchema.extend({
  /** Actors of members, or `me`: one's pseudonyms too. */
  person: oneOrMore(z.union([idSchema, z.literal("me")])).optional(),
  article: oneOrMore(idSchema).optional(),
  kind: oneOrMore(z.enum(ACTIVITY_KINDS)).optional(),
  /** Both included. */
  since: instantOrDaySchema.optional(),
  until: instantOrDaySchema.optional(),
});
export type ActivityQuery = z.output<typeof activityQuerySchema>;

export const activityPersonSchema = z.object({ actor: idSchema, name: z.string(), colour: z.number().int() });
export type ActivityPerson = z.infer<typeof activityPersonSchema>;

/**
 * Something that happened, or `count` of the same between `since` and `at`; what it names beside its person is of the
 * last one. `person`: who did it, null when it came by itself or the caller may not know. `subject`: to whom.
 * `article.id`: null when it is gone. `things`: up to three titles of articles or paths of tags.
 */
export const activityItemSchema = z.object({
  id: z.string(),
  type: z.enum(types),
  at: instantSchema,
  since: instantSchema,
  count: z.number().int(),
  person: activityPersonSchema.nullable(),
  subject: activityPersonSchema.nullable(),
  article: z.object({ id: idSchema.nullable(), title: z.string() }).nullable(),
  layer: z.object({ id: idSchema, kind: layerKindSchema }).nullable(),
  annotation: z.object({ id: idSchema, quote: z.string() }).nullable(),
  assignment: z.object({ id: idSchema, title: z.string() }).nullable(),
  role: roleSchema.nullable(),
  changes: z.array(
    z.object({
      kind: z.enum(DIFFERENCE_KINDS),
      path: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
  things: z.array(z.string()),
});
export type ActivityItem = z.infer<typeof activityItemSchema>;

/** `readAt`: when the server read it; what it has stored since then is not in it. */
export const activityPageSchema = pageSchema(activityItemSchema).extend({ readAt: instantSchema });
export type ActivityPage = z.infer<typeof activityPageSchema>;

/** Up to when the caller has looked at a workspace's feed. */
export const seenBodySchema = z.strictObject({ at: instantSchema });

/**
 * What the server heard since the caller looked at a workspace's feed of what others did, so that what was done offline
 * before is there too. `more`: there is more than `items` tell. `readAt`: as of a page of the feed.
 */
export const workspaceNewsSchema = z.object({
  workspace: z.object({ id: idSchema, name: z.string() }),
  since: instantSchema,
  readAt: instantSchema,
  items: z.array(activityItemSchema),
  more: z.boolean(),
});
export type WorkspaceNews = z.infer<typeof workspaceNewsSchema>;
export const newsSchema = z.object({ items: z.array(workspaceNewsSchema) });
