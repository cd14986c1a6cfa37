import { z } from "zod";
import { idSchema } from "./ids.ts";
import { instantSchema, pageQuerySchema } from "./text-fields.ts";

/** What somebody can be told of. */
export const NOTICE_KINDS = [
  "mention",
  "reply",
  "assigned",
  "opened",
  "due-soon",
  "revealed",
  "reminded",
  "extended",
] as const;
export const noticeKindSchema = z.enum(NOTICE_KINDS);
export type NoticeKind = z.infer<typeof noticeKindSchema>;

/** Who did something, by the name that the reader knows them by: in a pseudonymous layer "Reader 7". */
export const noticeActorSchema = z.object({ actor: idSchema, name: z.string(), colour: z.int() });
export type NoticeActor = z.infer<typeof noticeActorSchema>;

/**
 * One line of the list: everything of one kind in one thread, or in one assignment, that is unread, or that is read.
 * It holds what its reader may read now.
 */
export const noticeSchema = z.object({
  /** Of the latest that is gathered here. */
  id: idSchema,
  kind: noticeKindSchema,
  /** How many are gathered. */
  count: z.int().min(1),
  /** Of the latest. */
  at: instantSchema,
  readAt: instantSchema.nullable(),
  workspace: z.object({ id: idSchema, name: z.string() }),
  /** Those who did it, the latest first, at most three of `people`; none where it came by itself. */
  actors: z.array(noticeActorSchema),
  people: z.int().min(0),
  /** Of a thread. `quote` and `text` are shortened; `text` is the latest note or comment as people type it. */
  thread: z
    .object({
      layer: idSchema,
      annotation: idSchema,
      article: z.object({ id: idSchema, title: z.string() }),
      quote: z.string(),
      text: z.string(),
    })
    .nullable(),
  /** `dueAt` is the reader's own. */
  assignment: z
    .object({ id: idSchema, title: z.string(), dueAt: instantSchema.nullable(), timeZone: z.string() })
    .nullable(),
  /** The page it leads to, a path below the origin. */
  path: z.string(),
});
export type Notice = z.infer<typeof noticeSchema>;

export const noticeListQuerySchema = pageQuerySchema.extend({
  unread: z
    .enum(["0", "1"])
    .default("0")
    .transform((value) => value === "1"),
  kind: z
    .union([noticeKindSchema, z.array(noticeKindSchema)])
    .transform((kinds) => [kinds].flat())
    .optional(),
});
export type NoticeListQuery = z.output<typeof noticeListQuerySchema>;

/** `unread` counts lines, up to `MOST_UNREAD`. */
export const unreadSchema = z.object({ unread: z.int().min(0) });
export const MOST_UNREAD = 100;

/**
 * What to mark as read: some lines, by their ids, and all that is gathered in them; a thread that was opened; or
 * everything up to a time.
 */
export const readNoticesBodySchema = z.union([
  z.strictObject({ ids: z.array(idSchema).min(1).max(200) }),
  z.strictObject({ layer: idSchema, annotation: idSchema }),
  z.strictObject({ until: instantSchema }),
]);
export type ReadNoticesBody = z.infer<typeof readNoticesBodySchema>;

export const digestSchema = z.enum(["never", "hourly", "daily"]);
export type Digest = z.infer<typeof digestSchema>;

/** One setting each kind: whether it is shown at all, and whether it goes into the mail. */
export const noticeSettingsSchema = z.strictObject({
  digest: digestSchema,
  kinds: z.strictObject(
    Object.fromEntries(
      NOTICE_KINDS.map((kind) => [kind, z.strictObject({ bell: z.boolean(), mail: z.boolean() })]),
    ) as Record<NoticeKind, z.ZodObject<{ bell: z.ZodBoolean; mail: z.ZodBoolean }, z.core.$strict>>,
  ),
});
export type NoticeSettings = z.infer<typeof noticeSettingsSchema>;
