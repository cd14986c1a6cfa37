import { SetMetadata } from "@nestjs/common";
import type { z } from "zod";

export const API_ROUTE = "postil:api-route";

/** What /api/docs says of a route. The schemas are those that its pipes parse with. */
export interface ApiRouteInfo {
  summary: string;
  description?: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Of the answer; none means no body is described. */
  answer?: z.ZodType;
  /** Of a good answer; default: 200, or 204 without `answer`. */
  status?: number;
  /** Default: the feature, taken from the path. */
  tags?: string[];
  /** Content type of the answer when it is not JSON, e.g. `text/csv`. */
  contentType?: string;
  /** Content type of the body when it is not (only) JSON, e.g. `multipart/form-data`. */
  bodyTypes?: string[];
  /** Can be called without a session. Documentation only: `@Public()` is what lets people in. */
  public?: boolean;
}

/** Describes a controller's method for the OpenAPI page at /api/docs. */
export const ApiRoute = (info: ApiRouteInfo) => SetMetadata(API_ROUTE, info);
