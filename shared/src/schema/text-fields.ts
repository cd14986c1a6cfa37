import { z } from "zod";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Surrogate}/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNSTORABLE = /\u0000|\p{Surrogate}/u;

/** Any text that a database can hold: without U+0000 and halves of surrogate pairs. Trimmed. */
export function storableTextSchema(max: number) {
  return z
    .string()
    .trim()
    .max(max, `must have at most ${max} characters`)
    .refine((value) => !UNSTORABLE.test(value), "must not hold broken characters");
}

/** One line of text that a person typed: trimmed, not empty, without control and broken characters. */
export function lineSchema(max: number) {
  return z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(max, `must have at most ${max} characters`)
    .refine((value) => !CONTROL.test(value), "must not hold line breaks or control characters");
}

/** The same, where nothing typed means nothing there. */
export function optionalLineSchema(max: number) {
  return z
    .string()
    .trim()
    .max(max, `must have at most ${max} characters`)
    .refine((value) => !CONTROL.test(value), "must not hold line breaks or control characters")
    .nullable()
    .transform((value) => (value === "" ? null : value));
}

/** PostgreSQL counts years from 1. */
const NO_YEAR = /^0000-/;
const hasYear = (value: string) => !NO_YEAR.test(value);

/** ISO 8601 instant in UTC, as JSON carries it. */
export const instantSchema = z.iso.datetime().refine(hasYear, "must be in the year 1 or later");
/** An instant, or a day. */
export const instantOrDaySchema = z.union([
  instantSchema,
  z.iso.date().refine(hasYear, "must be in the year 1 or later"),
]);

/** `?cursor=&limit=` of every list. */
export const pageQuerySchema = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Body of every failure. */
export const errorBodySchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.array(z.object({ path: z.string(), message: z.string(), code: z.string().optional() })).optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;
