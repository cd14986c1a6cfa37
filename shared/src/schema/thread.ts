import { z } from "zod";
import { idSchema } from "./ids.ts";
import { instantSchema } from "./text-fields.ts";

/** Somebody who may read a layer: whom its notes and comments can mention, and its threads be assigned to. */
export const layerReaderSchema = z.object({
  /** Whom the layer names for them: in a pseudonymous assignment's layers their pseudonym. */
  actor: idSchema,
  name: z.string(),
  colour: z.number().int(),
  /** May comment, and so settle a thread. */
  canComment: z.boolean(),
});
export type LayerReader = z.infer<typeof layerReaderSchema>;
export const layerReadersAnswerSchema = z.object({ items: z.array(layerReaderSchema) });

/** What a note or a comment read at some time. */
export const textVersionSchema = z.object({
  text: z.string(),
  actor: idSchema,
  /** "" for somebody who isn't known any more. */
  name: z.string(),
  colour: z.number().int(),
  /** When the server stored it. */
  at: instantSchema,
});
export type TextVersion = z.infer<typeof textVersionSchema>;
/** Newest first: what it reads now is the first. */
export const textHistoryAnswerSchema = z.object({ items: z.array(textVersionSchema) });
