import type { Readable } from "node:stream";
import {
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from "@nestjs/common";
import { AnyFilesInterceptor } from "@nestjs/platform-express";
import { MAX_ARTICLE_BYTES, MAX_IMPORT_FILES, MAX_SOURCE_BYTES } from "@postil/shared/schema/article";
import type { Request, Response } from "express";
import type { Observable } from "rxjs";
import type { AuthenticatedRequest } from "../accounts/current-user.ts";
import { AppError, unauthenticated } from "../platform/errors.ts";
import { readJson } from "../platform/http/json-body.ts";
import { AccessService } from "../workspaces/access.ts";

/** A file as it came: `bytes` null when it is larger than a file may be. */
export interface UploadedText {
  originalname: string;
  bytes: Buffer | null;
}

/**
 * Bytes of the JSON body that holds a whole article: 5 MB of text, which JSON's escapes can more than double.
 * The text itself is measured again once it is parsed.
 */
const ARTICLE_JSON_LIMIT = 12 * 1024 * 1024;
/** Room for boundaries, names and fields around the files. */
const MAX_UPLOAD_BYTES = MAX_IMPORT_FILES * MAX_ARTICLE_BYTES + 1024 * 1024;
/** Of all uploads that are being read at once: one import of the largest size, or many usual ones. */
const MAX_BYTES_IN_MEMORY = MAX_UPLOAD_BYTES;

/** Who may not add articles, or announces more than an import may hold, is answered before the files are read. */
@Injectable()
export class ImportGuard implements CanActivate {
  constructor(private readonly access: AccessService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (!request.signedIn) throw unauthenticated();
    await this.access.require(request.signedIn.userId, String(request.params.workspaceId), "edit-articles");
    if (Number(request.headers["content-length"] ?? 0) > MAX_UPLOAD_BYTES) throw uploadTooLarge();
    return true;
  }
}

/**
 * Keeps files in memory, never on disk. What is over a file's limit is read past and dropped, so that the answer can
 * name every bad file; what all uploads hold together is bounded.
 */
export class BoundedMemoryStorage {
  private held = 0;
  private readonly byRequest = new WeakMap<Request, { held: number; read: number }>();

  constructor(private readonly capacity: number) {}

  _handleFile(
    request: Request,
    file: { stream: Readable },
    done: (error: Error | null, info?: Pick<UploadedText, "bytes">) => void,
  ): void {
    const chunks: Buffer[] = [];
    let size = 0;
    let failed = false;
    const account = this.account(request);
    const fail = (error: Error) => {
      if (failed) return;
      failed = true;
      chunks.length = 0;
      file.stream.resume();
      done(error);
    };
    file.stream.on("error", fail);
    file.stream.on("data", (chunk: Buffer) => {
      if (failed) return;
      size += chunk.length;
      account.read += chunk.length;
      if (account.read > MAX_UPLOAD_BYTES) return fail(uploadTooLarge());
      if (size > MAX_SOURCE_BYTES) {
        chunks.length = 0;
        return;
      }
      if (this.held + chunk.length > this.capacity) return fail(busy());
      this.held += chunk.length;
      account.held += chunk.length;
      chunks.push(chunk);
    });
    file.stream.on("end", () => {
      if (!failed) done(null, { bytes: size > MAX_SOURCE_BYTES ? null : Buffer.concat(chunks) });
    });
  }

  _removeFile(_request: Request, file: { bytes?: Buffer | null }, done: (error: Error | null) => void): void {
    file.bytes = null;
    done(null);
  }

  /** What a request holds counts until it is answered or breaks off. */
  private account(request: Request): { held: number; read: number } {
    const known = this.byRequest.get(request);
    if (known) return known;
    const account = { held: 0, read: 0 };
    this.byRequest.set(request, account);
    request.res?.once("close", () => {
      this.held -= account.held;
      account.held = 0;
    });
    return account;
  }
}

/** Reads a JSON body with a whole article. Behind ImportGuard: nobody else may make the server read so much. */
@Injectable()
export class ArticleJsonInterceptor implements NestInterceptor {
  private readonly read = readJson(ARTICLE_JSON_LIMIT);

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    await new Promise<void>((resolve, reject) => {
      this.read(http.getRequest<Request>(), http.getResponse<Response>(), (error?: unknown) => {
        if (error) reject(error);
        else resolve();
      });
    });
    return next.handle();
  }
}

/** Reads `files` of a multipart body into memory; leaves other bodies alone. */
export const ImportFilesInterceptor = AnyFilesInterceptor({
  storage: new BoundedMemoryStorage(MAX_BYTES_IN_MEMORY),
  defParamCharset: "utf8",
  limits: { fields: 20, fieldSize: 20_000, parts: 1_000 },
  fileFilter: (request: Request & { importFiles?: number }, file, accept) => {
    if (file.fieldname !== "files") {
      return accept(new AppError(422, "invalid", 'Send the files in fields named "files". Nothing was added.'), false);
    }
    request.importFiles = (request.importFiles ?? 0) + 1;
    accept(request.importFiles > MAX_IMPORT_FILES ? tooManyFiles() : null, true);
  },
});

function tooManyFiles(): AppError {
  return new AppError(
    422,
    "too-many-files",
    `You can add up to ${MAX_IMPORT_FILES} files at once. Nothing was added; add them in parts.`,
  );
}

function uploadTooLarge(): AppError {
  const megabytes = (MAX_IMPORT_FILES * MAX_ARTICLE_BYTES) / 1024 / 1024;
  return new AppError(
    413,
    "too-large",
    `Together these files are larger than ${megabytes} MB. Nothing was added; add them in parts.`,
  );
}

function busy(): AppError {
  const error = new AppError(
    503,
    "busy",
    "Others are adding large files at the moment. Nothing was added; try again in a minute.",
  );
  error.retryAfter = 60;
  return error;
}
