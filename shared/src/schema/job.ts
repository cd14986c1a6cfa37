import { z } from "zod";
import { idSchema } from "./ids.ts";
import { instantSchema } from "./text-fields.ts";

export const jobStateSchema = z.enum(["queued", "running", "done", "failed", "cancelled"]);
export type JobState = z.infer<typeof jobStateSchema>;

/** Work that takes longer than a request. Its file can be fetched from `/api/jobs/:id/file` until it expires. */
export const jobSchema = z.object({
  id: idSchema,
  workspaceId: idSchema,
  /** What is done, such as `export-xlsx`. */
  kind: z.string(),
  state: jobStateSchema,
  done: z.number().int(),
  /** 0 while it isn't known. */
  total: z.number().int(),
  /** Of what went wrong: as errors have it, and in words. "" while nothing did. */
  code: z.string(),
  message: z.string(),
  /** `bytes` of the finished file. */
  file: z.object({ name: z.string(), bytes: z.number().int() }).nullable(),
  createdAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  expiresAt: instantSchema,
});
export type Job = z.infer<typeof jobSchema>;

export function isOver(state: JobState): boolean {
  return state !== "queued" && state !== "running";
}
