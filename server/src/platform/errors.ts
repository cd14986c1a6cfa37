import type { z } from "zod";

/** One field that was not accepted: `path` joined by dots, "" for the whole body. */
export interface FieldError {
  path: string;
  message: string;
}

/**
 * A refusal that is meant for the person: answered as `{error: {code, message, details?}}` with `status`.
 * `code` is stable, `message` says what to do. Anything else that is thrown is answered as a 500 and logged.
 */
export class AppError extends Error {
  /** Seconds for a Retry-After header. */
  retryAfter: number | null = null;

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details?: unknown,
  ) {
    super(message);
    this.name = "AppError";
  }
}

/** Also for what the caller may not know of: not found and no access read the same. */
export function notFound(message = "This doesn't exist, or you have no access to it."): AppError {
  return new AppError(404, "not_found", message);
}

export function unauthenticated(message = "Sign in to go on."): AppError {
  return new AppError(401, "signed_out", message);
}

export function forbidden(message = "Your role doesn't allow this."): AppError {
  return new AppError(403, "forbidden", message);
}

/** A form or an import has no more fields and files; of 50,000 passages, the first that are wrong are enough. */
const MOST_DETAILS = 50;

/** Bad input: with a list of fields, or with one sentence. */
export function invalid(problem: FieldError[] | string): AppError {
  if (typeof problem === "string") return new AppError(422, "invalid", problem);
  const first = problem[0];
  const sentence = first ? `${first.path ? `${first.path}: ` : ""}${first.message}` : "check what was sent";
  return new AppError(
    422,
    "invalid",
    `Some of what was sent can't be accepted. ${sentence}.`,
    problem.slice(0, MOST_DETAILS),
  );
}

export function conflict(code: string, message: string): AppError {
  return new AppError(409, code, message);
}

export function gone(code: string, message: string): AppError {
  return new AppError(410, code, message);
}

export function tooLarge(message: string): AppError {
  return new AppError(413, "too_large", message);
}

/** `retryAfterSeconds` becomes the Retry-After header. */
export function tooMany(retryAfterSeconds: number, message: string): AppError {
  const error = new AppError(429, "too_many", message);
  error.retryAfter = Math.max(1, Math.ceil(retryAfterSeconds));
  return error;
}

export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.slice(0, MOST_DETAILS).map((issue) => ({
    path: shortened(issue.path.map(String).join(".")),
    message: shortened(issue.message),
  }));
}

/** Both may quote what was sent: a megabyte of unknown keys must not come back as a megabyte. */
function shortened(text: string): string {
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
