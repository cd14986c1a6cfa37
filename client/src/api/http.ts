import { errorBodySchema } from "@postil/shared/schema/text-fields";
import type { z } from "zod";
import { catalogue } from "../words/catalogue.ts";
import { sayReached } from "./reach.ts";
import { words } from "./words.ts";

interface FieldProblem {
  path: string;
  message: string;
}

/**
 * A call that didn't work. `status` 0: the server could not be reached. `code` is stable, `message` a sentence for the
 * person, `details` the fields at fault.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: FieldProblem[];

  constructor(status: number, code: string, message: string, details: FieldProblem[] = []) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

interface CallOptions {
  signal?: AbortSignal | undefined;
}

async function call<T>(
  method: string,
  path: string,
  body: unknown,
  schema: z.ZodType<T> | undefined,
  { signal }: CallOptions = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api${path}`, {
      method,
      credentials: "same-origin",
      headers: body === undefined ? {} : { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    sayReached(false);
    throw new ApiError(0, "unreachable", method === "GET" ? words.unreachable : words.notSent);
  }
  // A proxy answers for a server that is down.
  sayReached(response.status < 502 || response.status > 504);
  return readAnswer(response.status, await response.text(), schema);
}

/** Turns an answer into its value, or throws the ApiError it stands for. */
export function readAnswer<T>(status: number, text: string, schema: z.ZodType<T> | undefined): T {
  const body = parseJson(text);
  if (status < 200 || status > 299) throw asError(status, body);
  if (!schema) return undefined as T;
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new ApiError(status, "unexpected-answer", words.unexpected);
  return parsed.data;
}

function asError(status: number, body: unknown): ApiError {
  const parsed = errorBodySchema.safeParse(body);
  if (parsed.success) {
    const { code, message, details = [] } = parsed.data.error;
    const { byCode, field } = catalogue().errors;
    return new ApiError(
      status,
      code,
      byCode[code] ?? message,
      details.map((one) => ({ path: one.path, message: (one.code && byCode[one.code]) || field(one.message) })),
    );
  }
  return new ApiError(status, "unexpected-answer", status >= 500 ? words.serverTrouble : words.unexpected);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The REST interface: paths without `/api`. Answers are parsed by the schema; without one they are thrown away. */
export const api = {
  get: <T>(path: string, schema: z.ZodType<T>, options?: CallOptions): Promise<T> =>
    call("GET", path, undefined, schema, options),
  post: <T = void>(path: string, body?: unknown, schema?: z.ZodType<T>, options?: CallOptions): Promise<T> =>
    call("POST", path, body, schema, options),
  put: <T = void>(path: string, body: unknown, schema?: z.ZodType<T>, options?: CallOptions): Promise<T> =>
    call("PUT", path, body, schema, options),
  patch: <T = void>(path: string, body: unknown, schema?: z.ZodType<T>, options?: CallOptions): Promise<T> =>
    call("PATCH", path, body, schema, options),
  delete: <T = void>(path: string, body?: unknown, schema?: z.ZodType<T>, options?: CallOptions): Promise<T> =>
    call("DELETE", path, body, schema, options),
};

/** `a=1&a=2&b=3`, with "?" in front; undefined, null and "" are left out. */
export function queryString(
  parameters: Record<string, string | number | boolean | readonly string[] | null | undefined>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === null || value === "") continue;
    for (const one of Array.isArray(value) ? value : [String(value)]) query.append(name, one);
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
