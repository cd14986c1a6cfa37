import { z } from "zod";
import { emailSchema } from "./account.ts";
import { MAX_ASSIGNMENT_GROUPS } from "./assignment.ts";
import { idSchema } from "./ids.ts";
import { roleSchema } from "./role.ts";
import { instantSchema } from "./text-fields.ts";

/** How many one pasted list may invite. */
export const MAX_INVITED_AT_ONCE = 200;
/** How many invitations one person may have mailed in a day: others' mail servers take what is more for spam. */
export const MAX_INVITATIONS_MAILED_A_DAY = 500;
export const MAX_INVITATION_DAYS = 90;

const daysSchema = z.number().int().min(1).max(MAX_INVITATION_DAYS);
/** Groups that whoever accepts is put into. */
const groupsSchema = z
  .array(idSchema)
  .max(MAX_ASSIGNMENT_GROUPS)
  .refine((ids) => new Set(ids).size === ids.length, "must not name one twice");

/** `mail`: also send it to the address, where the server can. */
export const createInvitationBodySchema = z.strictObject({
  role: roleSchema,
  email: emailSchema.optional(),
  expiresInDays: daysSchema.default(14),
  groups: groupsSchema.default([]),
  mail: z.boolean().default(false),
});
export type CreateInvitationBody = z.output<typeof createInvitationBodySchema>;

/** `list`: as it was pasted, one or many. */
export const inviteManyBodySchema = z.strictObject({
  list: z.string().max(50_000, "is too long to be a list of addresses"),
  role: roleSchema,
  expiresInDays: daysSchema.default(14),
  groups: groupsSchema.default([]),
  mail: z.boolean().default(true),
});
export type InviteManyBody = z.output<typeof inviteManyBodySchema>;

/** An invitation that had expired, or is about to, is good for as many days again. `mail` false: only a new link. */
export const resendBodySchema = z.strictObject({ expiresInDays: daysSchema.default(14), mail: z.boolean() });
export type ResendBody = z.output<typeof resendBodySchema>;

/** `waiting`: to be sent. `problem`: why it could not be sent; send it again, or hand over a link. */
export const invitationMailSchema = z.object({
  state: z.enum(["waiting", "sent", "failed"]),
  at: instantSchema,
  problem: z.string().nullable(),
});

/**
 * As those who invite see it: `token` and `url` only in answers that make a link. `name`: as the list had it. Whether it
 * has expired is told by `expiresAt`.
 */
export const invitationSchema = z.object({
  id: idSchema,
  role: roleSchema,
  email: z.string().nullable(),
  name: z.string().nullable(),
  groups: z.array(z.object({ id: idSchema, name: z.string() })),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  invitedBy: z.string(),
  mail: invitationMailSchema.nullable(),
  token: z.string().optional(),
  url: z.string().optional(),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** `already-invited`: by an invitation that is good still. `repeated`: it stands further up in the list. */
export const inviteOutcomeSchema = z.enum(["invited", "member", "already-invited", "not-an-address", "repeated"]);

/** One result for each entry of the list, in its order. */
export const inviteManyAnswerSchema = z.object({
  items: z.array(
    z.object({
      entry: z.string(),
      email: z.string().nullable(),
      name: z.string().nullable(),
      outcome: inviteOutcomeSchema,
      invitation: invitationSchema.nullable(),
    }),
  ),
});
export type InviteManyAnswer = z.infer<typeof inviteManyAnswerSchema>;
export type InviteResult = InviteManyAnswer["items"][number];

/** As the invited person sees it. */
export const invitationPreviewSchema = z.object({
  workspace: z.object({ id: idSchema, name: z.string() }),
  role: roleSchema,
  invitedBy: z.string(),
  expiresAt: instantSchema,
  alreadyMember: z.boolean(),
});
export type InvitationPreview = z.infer<typeof invitationPreviewSchema>;
