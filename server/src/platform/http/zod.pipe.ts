import type { PipeTransform } from "@nestjs/common";
import type { z } from "zod";
import { fieldErrors, invalid } from "../errors.ts";

/**
 * Parses a body, query or set of params: `@Body(new ZodPipe(schema)) body: T`. What doesn't fit is answered 422 with
 * the path of each bad field.
 */
export class ZodPipe<S extends z.ZodType> implements PipeTransform<unknown, z.output<S>> {
  constructor(private readonly schema: S) {}

  transform(value: unknown): z.output<S> {
    // No body at all reads as an empty one, so that the answer names the fields that are missing.
    const result = this.schema.safeParse(value === undefined ? {} : value);
    if (!result.success) throw invalid(fieldErrors(result.error));
    return result.data;
  }
}
