import { z } from "zod";

/** A place in an article's text: base64url of `Y.encodeRelativePosition`, without padding. */
export const relativePositionSchema = z
  .string()
  .min(2)
  .max(256)
  .regex(/^[A-Za-z0-9_-]+$/, "must be base64url");
