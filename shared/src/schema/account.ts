import { z } from "zod";
import { idSchema } from "./ids.ts";
import { instantSchema, lineSchema } from "./text-fields.ts";

/**
 * What becomes of the name on the work of somebody who goes: `name` keeps it; with `pseudonym` they are "Former member
 * 3" from now on and nothing that the workspace shows leads to them. The work itself stays in both.
 */
export const workAfterwardsSchema = z.enum(["name", "pseudonym"]);
export type WorkAfterwards = z.infer<typeof workAfterwardsSchema>;

export const emailSchema = z
  .string()
  .trim()
  .max(254, "must have at most 254 characters")
  .pipe(z.email("must be an e-mail address"));
export const personNameSchema = lineSchema(80);
export const passwordSchema = z
  .string()
  .min(10, "must have at least 10 characters")
  .max(128, "must have at most 128 characters");

/** `invitation`: the token of the invitation one registers with, where only the invited may. */
export const registerBodySchema = z.strictObject({
  email: emailSchema,
  name: personNameSchema,
  password: passwordSchema,
  invitation: z.string().max(200).optional(),
});
export type RegisterBody = z.infer<typeof registerBodySchema>;

/** A password is only compared here: its length is judged where it is chosen. */
export const loginBodySchema = z.strictObject({
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(1_000),
});
export type LoginBody = z.infer<typeof loginBodySchema>;

/** Signs in with a sign-in link of the sample. */
export const linkLoginBodySchema = z.strictObject({ token: z.string().min(1).max(200) });
export const resetPasswordBodySchema = z.strictObject({ token: z.string().min(1).max(200), password: passwordSchema });
export const changePasswordBodySchema = z.strictObject({
  currentPassword: z.string().min(1).max(1_000),
  newPassword: passwordSchema,
});
export const updateMeBodySchema = z.strictObject({ name: personNameSchema });
/** Deleting one's account asks for the password; those without one (the sample) send their address. */
export const deleteMeBodySchema = z.strictObject({
  confirm: z.string().min(1).max(1_000),
  /** Of what one did in workspaces with other members. */
  work: workAfterwardsSchema.default("name"),
});
export type DeleteMeBody = z.output<typeof deleteMeBodySchema>;

export const registrationModeSchema = z.enum(["open", "invited", "closed"]);
export type RegistrationMode = z.infer<typeof registrationModeSchema>;

/** `GET /api/auth/me`. */
export const meSchema = z.object({
  user: z.object({
    id: idSchema,
    email: z.string(),
    name: z.string(),
    hasPassword: z.boolean(),
    createdAt: instantSchema,
  }),
});
export type Me = z.infer<typeof meSchema>;

/** `GET /api/settings`: what the pages need to know before anybody has signed in. */
export const publicSettingsSchema = z.object({
  registration: registrationModeSchema,
  /** Whether the server can send mail. */
  mail: z.boolean(),
  database: z.enum(["embedded", "postgresql"]),
  version: z.string(),
});
export type PublicSettings = z.infer<typeof publicSettingsSchema>;
