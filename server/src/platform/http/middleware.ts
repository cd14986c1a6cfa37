import type { NestExpressApplication } from "@nestjs/platform-express";
import type { NextFunction, Request, Response } from "express";
import helmet from "helmet";
import type { Config } from "../config.ts";
import { AppError } from "../errors.ts";
import { serveClient } from "./client-files.ts";
import type { ErrorFilter } from "./exception.filter.ts";
import { JSON_LIMIT, readJson } from "./json-body.ts";
import { isOwnOrigin } from "./origin.ts";

/** A whole article: the route reads it itself, once it knows that the sender may add one. */
const articlePath = /^\/api\/workspaces\/[^/]+\/articles\/?$/i;
/** Routes are found whatever the case of their letters. */
const serverPath = /^\/(api|sync|socket\.io)(\/|$)/i;
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Everything a request passes before Nest's routes. */
export function useMiddleware(app: NestExpressApplication, config: Config, errors: ErrorFilter): void {
  app.set("trust proxy", config.trustProxy);
  app.set("etag", false);
  app.disable("x-powered-by");
  app.use(securityHeaders(config));
  app.use(refuseForeignMutations(config));
  app.use(parseJson());
  if (config.clientDir !== null) app.use(serveClient(config.clientDir));
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    errors.answer(error, request, response);
  });
}

function securityHeaders(config: Config) {
  const secure = () => config.origin.startsWith("https:");
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "script-src-attr": ["'none'"],
        // Mantine writes style attributes and elements.
        "style-src": ["'self'", "'unsafe-inline'"],
        // Browsers that don't take 'self' for WebSocket need its origin by name.
        "connect-src": ["'self'", () => config.origin.replace(/^http/, "ws")],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
      },
    },
    // Addresses of invitations and password links must not leak to sites that people follow links to.
    referrerPolicy: { policy: "same-origin" },
    hsts: false,
  });
  const hsts = helmet.strictTransportSecurity({ maxAge: 15_552_000, includeSubDomains: false });
  return (request: Request, response: Response, next: NextFunction) => {
    if (serverPath.test(request.path)) response.setHeader("Cache-Control", "no-store");
    headers(request, response, (error?: unknown) => {
      if (error || !secure()) next(error);
      else hsts(request, response, next);
    });
  };
}

/**
 * Refuses what another site makes a browser send. A request without an Origin header passes unless the browser says
 * it is cross-site: scripts and command lines send none, browsers send one with every mutation.
 */
function refuseForeignMutations(config: Config) {
  return (request: Request, _response: Response, next: NextFunction) => {
    if (safeMethods.has(request.method)) return next();
    const origin = request.headers.origin;
    const site = request.headers["sec-fetch-site"];
    const own =
      origin === undefined
        ? site === undefined || site === "same-origin" || site === "none"
        : isOwnOrigin(config, origin, request.headers.host);
    if (own) return next();
    next(
      new AppError(
        403,
        "foreign_origin",
        "This request came from another address than the one this server is set up for. " +
          "Open Postil at its own address; whoever runs the server sets it with POSTIL_ORIGIN.",
      ),
    );
  };
}

function parseJson() {
  const read = readJson(JSON_LIMIT);
  return (request: Request, response: Response, next: NextFunction) => {
    if (request.method === "POST" && articlePath.test(request.path)) next();
    else read(request, response, next);
  };
}
