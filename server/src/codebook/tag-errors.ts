import { type AppError, conflict, notFound } from "../platform/errors.ts";

export function noTag(): AppError {
  return notFound("There is no such tag, or you have no access to it.");
}

export function nameTaken(name?: string): AppError {
  const which = name === undefined ? "with this name" : `“${name}”`;
  return conflict("tag-name-taken", `There is a tag ${which} at that place already. Choose another name or place.`);
}
