import { z } from "zod";
import { bundleSchema } from "./annotation-query.ts";
import { idSchema } from "./ids.ts";
import { instantOrDaySchema, instantSchema, pageQuerySchema } from "./text-fields.ts";

/** What the audit list can be narrowed to. `other`: what none of these names. */
export const AUDIT_KINDS = [
  "sign-ins",
  "members",
  "roles",
  "invitations",
  "moderation",
  "assignments",
  "exports",
  "settings",
  "codebook",
  "articles",
  "other",
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

function oneOrMore<T extends z.ZodType>(item: T) {
  return z.union([item, z.array(item).max(100)]).transform((value) => (Array.isArray(value) ? value : [value]));
}

export const auditFilterSchema = z.object({
  kind: oneOrMore(z.enum(AUDIT_KINDS)).optional(),
  /** Actors of those who did it, or `me`. */
  person: oneOrMore(z.union([idSchema, z.literal("me")])).optional(),
  /** An instant, or a day in UTC; both included. */
  since: instantOrDaySchema.optional(),
  until: instantOrDaySchema.optional(),
});
export type AuditFilter = z.output<typeof auditFilterSchema>;

export const auditQuerySchema = auditFilterSchema.extend(pageQuerySchema.shape);
export type AuditQuery = z.output<typeof auditQuerySchema>;

export const auditCsvQuerySchema = auditFilterSchema.extend({
  bom: z.enum(["0", "1"]).default("1"),
  raw: z.enum(["0", "1"]).default("0"),
  bundle: bundleSchema,
});
export type AuditCsvQuery = z.output<typeof auditCsvQuerySchema>;

const auditPersonSchema = z.object({ actor: idSchema, name: z.string() });

/**
 * Something that was done, and by whom; null: by the server, or by somebody the caller may not know. `what`: a stable
 * word such as `role-changed`. `subject`: to whom. `about`: an article, an assignment, a group by its name. `details`:
 * what else there is to say, by name.
 */
export const auditItemSchema = z.object({
  id: z.string(),
  at: instantSchema,
  kind: z.enum(AUDIT_KINDS),
  what: z.string(),
  person: auditPersonSchema.nullable(),
  subject: auditPersonSchema.nullable(),
  about: z.string().nullable(),
  details: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type AuditItem = z.infer<typeof auditItemSchema>;
