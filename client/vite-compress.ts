import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** The server asks for the same kinds: server/src/platform/http/client-files.ts. */
const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest)$/;
/** What a packet holds anyway, in bytes. */
const SMALL = 1_000;

/** Lays a Brotli and a gzip form beside each file of the finished build, so that the server never compresses. */
export function compress(): Plugin {
  let folder = "";
  return {
    name: "postil-compress",
    apply: "build",
    enforce: "post",
    configResolved: (config) => {
      folder = resolve(config.root, config.build.outDir);
    },
    // After the service worker, which is one of the files.
    writeBundle: { order: "post", sequential: true, handler: () => compressAll(folder) },
  };
}

async function compressAll(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name));
  await Promise.all(
    paths.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      if ((await stat(path)).size < SMALL) return;
      const content = await readFile(path);
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      };
      await Promise.all([
        brotli(content, { params }).then((bytes) => writeFile(`${path}.br`, bytes)),
        zip(content, { level: 9 }).then((bytes) => writeFile(`${path}.gz`, bytes)),
      ]);
    }),
  );
}
