import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from "@nestjs/common";
import type { Request, Response } from "express";
import { AppError } from "../errors.ts";

/** What an error is answered with; null for what is a fault of the server. */
function toAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (error instanceof HttpException) return fromHttp(error);
  return fromParser(error);
}

/** Answers every error as `{error: {code, message, details?}}`; only unexpected ones are logged, without bodies. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger("Http");

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<Request>(), http.getResponse<Response>());
  }

  answer(error: unknown, request: Request, response: Response): void {
    const known = toAppError(error);
    if (!known) {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.logger.error(`${request.method} ${request.path}: ${stack}`);
    }
    if (response.headersSent) {
      // A stream that broke: ending it cleanly would pass a cut-off file for a whole one.
      response.destroy();
      return;
    }
    const { status, code, message, details, retryAfter } =
      known ?? new AppError(500, "internal", "Something went wrong on the server. Nothing was changed; try again.");
    if (retryAfter !== null) response.setHeader("Retry-After", String(retryAfter));
    response.status(status).json({ error: { code, message, ...(details === undefined ? {} : { details }) } });
  }
}

function fromHttp(error: HttpException): AppError | null {
  const status = error.getStatus();
  if (status === 404) return new AppError(404, "not_found", "There is nothing at this address.");
  if (status === 401) return new AppError(401, "signed_out", "Sign in to go on.");
  if (status === 403) return new AppError(403, "forbidden", "Your role doesn't allow this.");
  if (status === 413) return new AppError(413, "too_large", "This is more than can be sent at once.");
  if (status >= 400 && status < 500) return new AppError(status, "bad_request", error.message);
  return null;
}

/** Errors of the body parsers: they carry a `type` and a `status`. */
function fromParser(error: unknown): AppError | null {
  if (!(error instanceof Error)) return null;
  // Multer's, for an upload that was broken off.
  if (error.message === "Request aborted") return brokenOff();
  if (!("type" in error) || !("status" in error)) return null;
  switch (error.type) {
    case "entity.too.large":
      return new AppError(413, "too_large", "This is more than can be sent at once. Send less, or in parts.");
    case "entity.unpack.failed":
      return new AppError(422, "invalid", "The body can't be unpacked as its Content-Encoding says.");
    case "entity.too.deep":
      return new AppError(422, "invalid", "The body holds lists or objects too deep within one another.");
    case "entity.parse.failed":
      return new AppError(422, "invalid", "The body isn't valid JSON.");
    case "charset.unsupported":
    case "encoding.unsupported":
      return new AppError(415, "unsupported", "Send JSON in UTF-8.");
    case "request.aborted":
    case "request.size.invalid":
      return brokenOff();
    default:
      return typeof error.status === "number" && error.status >= 400 && error.status < 500
        ? new AppError(error.status, "bad_request", "The request can't be read.")
        : null;
  }
}

function brokenOff(): AppError {
  return new AppError(400, "bad_request", "The request broke off before its end. Send it again.");
}
