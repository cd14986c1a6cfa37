import { stat } from "node:fs/promises";
import { extname, join } from "node:path";
import express, { type NextFunction, type Request, type Response } from "express";

/** What the build lays beside a file, best first: the encoding's name and the ending. */
const ENCODINGS = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const;
/** Kinds of which the build makes compressed ones; fonts and pictures are compressed already. */
const compressible = /\.(js|css|html|svg|json|webmanifest)$/;
/** Routes are found whatever the case of their letters. */
const serverPath = /^\/(api|sync|socket\.io)(\/|$)/i;
/** Files that a browser asks for by name: where one is gone, a page must not come in its place. */
const filePath = /^\/(assets\/|[^/]+\.(js|json|webmanifest|png|svg)$)/;

/**
 * The built client: hashed files for a year, the rest asked for anew each time, and index.html for every path that is a
 * page. Compressed as the build has laid it there, where the browser takes that.
 * @param folder of the build
 */
export function serveClient(folder: string) {
  const files = express.static(folder, { index: false, redirect: false, setHeaders });
  return async (request: Request, response: Response, next: NextFunction) => {
    const page = request.method === "GET" || request.method === "HEAD";
    if (!page || serverPath.test(request.path)) return next();
    const asked = request.url;
    request.url = await compressed(folder, request);
    files(request, response, async (error?: unknown) => {
      request.url = asked;
      if (error) return next(error);
      if (filePath.test(request.path)) return next();
      request.url = "/index.html";
      request.url = await compressed(folder, request);
      files(request, response, (failure?: unknown) => {
        request.url = asked;
        next(failure);
      });
    });
  };
}

/** The path of the compressed file that this browser takes, if there is one; else the path that was asked for. */
async function compressed(folder: string, request: Request): Promise<string> {
  const { path, url } = request;
  // Part of a compressed file is no part of the file.
  if (!compressible.test(path) || request.headers.range !== undefined || path.includes("..")) return url;
  for (const [encoding, ending] of ENCODINGS) {
    if (!request.acceptsEncodings(encoding)) continue;
    const there = await stat(join(folder, `${path}${ending}`)).catch(() => null);
    if (there?.isFile()) return `${path}${ending}`;
  }
  return url;
}

function setHeaders(response: Response, path: string): void {
  const hashed = /[/\\]assets[/\\]/.test(path);
  response.setHeader("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
  const [encoding] = ENCODINGS.find(([, ending]) => path.endsWith(ending)) ?? [];
  const plain = encoding === undefined ? path : path.slice(0, -extname(path).length);
  if (compressible.test(plain)) response.vary("Accept-Encoding");
  if (encoding === undefined) return;
  response.setHeader("Content-Encoding", encoding);
  response.type(extname(plain));
}
