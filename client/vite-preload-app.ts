import type { HtmlTagDescriptor, Plugin, Rolldown } from "vite";

const APP = "/src/app/start.tsx";
/** What comes before it. */
const WORDS = /\/src\/words\/\w+-(reading|pages)\.ts$/;

/**
 * main.tsx imports the app only after the words of a language. Without help the browser would learn of its files that
 * late: this names them, and what they import, in the page's head, to be fetched at once.
 */
export function preloadApp(): Plugin {
  return {
    name: "postil-preload-app",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) => (bundle ? tagsFor(bundle) : []),
    },
  };
}

function tagsFor(bundle: Rolldown.OutputBundle): HtmlTagDescriptor[] {
  const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
  const app = chunks.find((chunk) => chunk.facadeModuleId?.endsWith(APP));
  if (!app) throw new Error(`No chunk begins with ${APP}: main.tsx imports the app dynamically.`);
  const entry = chunks.find((chunk) => chunk.isEntry);
  const known = new Set(entry ? withImports(entry, chunks) : []);
  for (const early of [entry, ...chunks.filter((chunk) => chunk.facadeModuleId?.match(WORDS))]) {
    if (early && withImports(early, chunks).some((chunk) => chunk.moduleIds.some((id) => id.endsWith(APP)))) {
      throw new Error(
        `${early.fileName} imports the app, which reads its words at once: see "language" in vite.config.ts.`,
      );
    }
  }
  const wanted = withImports(app, chunks).filter((chunk) => !known.has(chunk));
  const styles = new Set(wanted.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]));
  return [
    ...wanted.map((chunk) => ({
      tag: "link",
      attrs: { rel: "modulepreload", crossorigin: true, href: `/${chunk.fileName}` },
      injectTo: "head" as const,
    })),
    ...[...styles].map((file) => ({
      tag: "link",
      attrs: { rel: "stylesheet", crossorigin: true, href: `/${file}` },
      injectTo: "head" as const,
    })),
  ];
}

/** A chunk and what it imports statically, what is imported first: styles override those of what they stand on. */
function withImports(
  chunk: Rolldown.OutputChunk,
  chunks: readonly Rolldown.OutputChunk[],
  visited = new Set<Rolldown.OutputChunk>(),
): Rolldown.OutputChunk[] {
  if (visited.has(chunk)) return [];
  visited.add(chunk);
  const imported = chunk.imports.flatMap((name) => chunks.find((other) => other.fileName === name) ?? []);
  return [...imported.flatMap((other) => withImports(other, chunks, visited)), chunk];
}
