import type { IncomingMessage } from "node:http";
import express, { type RequestHandler } from "express";

/** Bytes of a JSON body, where a route doesn't take more. */
export const JSON_LIMIT = 1024 * 1024;
/** Lists and objects within one another: three times what any route takes. */
const DEEPEST = 32;

/** Reads JSON bodies of at most `limit` bytes into `request.body`; leaves those of other types alone. */
export function readJson(limit: number): RequestHandler {
  const parse = express.json({ limit, verify: refuseDeep });
  return (request, response, next) => {
    parse(request, response, (error?: unknown) => next(isUnpacking(error) ? refusal("entity.unpack.failed") : error));
  };
}

/** zlib's errors have codes of its own, for gzip and deflate such as `Z_DATA_ERROR`, for Brotli `ERR__ERROR_…`. */
function isUnpacking(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(Z_|ERR_BROTLI|ERR__ERROR)/.test(String(error.code));
}

/** Parsing a megabyte of nothing but brackets takes a second in which the server does nothing else. */
function refuseDeep(_request: IncomingMessage, _response: unknown, bytes: Buffer, encoding: string): void {
  // In other encodings the bytes below would mean something else; RFC 8259, 8.1 has JSON in UTF-8.
  if (encoding !== "utf-8") throw refusal("charset.unsupported");
  if (isDeeper(bytes, DEEPEST)) throw refusal("entity.too.deep");
}

/** For the error filter, which knows the parsers' errors by their `type`. */
function refusal(type: string): Error {
  return Object.assign(new Error(type), { type, status: 422 });
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Whether JSON text in UTF-8 nests deeper than `most`, read without parsing it. */
export function isDeeper(bytes: Uint8Array, most: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (quoted) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (byte === 0x5b || byte === 0x7b) {
      depth++;
      if (depth > most) return true;
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return false;
}
