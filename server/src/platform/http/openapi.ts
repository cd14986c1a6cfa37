import { z } from "zod";
import { createDocument, type oas31, type ZodObjectInput, type ZodOpenApiPathsObject } from "zod-openapi";
import type { ApiRouteInfo } from "./api-route.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

export interface DescribedRoute {
  method: Method;
  /** As Express writes it: `/api/articles/:articleId`. */
  path: string;
  info: ApiRouteInfo;
  /** Whether it can be called without a session. */
  open: boolean;
}

const errorSchema = z.object({
  error: z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() }),
});

/** The OpenAPI 3.1 description of the routes, from the schemas that they parse with. */
export function describeApi(routes: DescribedRoute[], version: string): oas31.OpenAPIObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Postil",
      version,
      description:
        "Errors are `{error: {code, message, details?}}`: 401 not signed in, 403 not allowed, 404 not there or no " +
        "access, 422 input that can't be accepted (with the path of each bad field). Lists are paged by cursor. " +
        "Mutations that a browser sends must come from the server's own origin.",
    },
    components: {
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "postil_session" } },
    },
    paths,
  });
}

function operation({ method, path, info, open }: DescribedRoute) {
  const status = String(info.status ?? (info.answer || info.contentType ? 200 : 204));
  return {
    operationId: `${method}${path.replace(/^\/api/, "").replace(/[^A-Za-z0-9]+(.)?/g, (_, next = "") => next.toUpperCase())}`,
    summary: info.summary,
    ...(info.description ? { description: info.description } : {}),
    tags: info.tags ?? [featureOf(path)],
    security: open ? [] : [{ session: [] }],
    requestParams: { ...pathParams(path, info), ...(isObject(info.query) ? { query: info.query } : {}) },
    ...(info.body || info.bodyTypes ? { requestBody: { content: requestContent(info) } } : {}),
    responses: {
      [status]: { description: "Done", ...(answerContent(info) ?? {}) },
      default: { description: "An error", content: { "application/json": { schema: errorSchema } } },
    },
  };
}

function requestContent(info: ApiRouteInfo) {
  return Object.fromEntries([
    ...(info.body ? [["application/json", { schema: info.body }] as const] : []),
    ...(info.bodyTypes ?? []).map((type) => [type, {}] as const),
  ]);
}

function answerContent(info: ApiRouteInfo) {
  if (info.contentType) return { content: { [info.contentType]: { schema: { type: "string" as const } } } };
  return info.answer ? { content: { "application/json": { schema: info.answer } } } : null;
}

function pathParams(path: string, info: ApiRouteInfo): { path?: ZodObjectInput } {
  if (isObject(info.params)) return { path: info.params };
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? "");
  return names.length === 0 ? {} : { path: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) };
}

/** `/api/workspaces/:w/tags` is about tags. */
function featureOf(path: string): string {
  const words = path.split("/").filter((part) => part !== "" && part !== "api" && !part.startsWith(":"));
  return words.find((word) => word !== "workspaces") ?? words[0] ?? "api";
}

function isObject(schema: z.ZodType | undefined): schema is z.ZodType & ZodObjectInput {
  return schema !== undefined;
}
