import type { oas31 } from "zod-openapi";

const methods = ["get", "post", "put", "patch", "delete"] as const;

const style = `
  :root { color-scheme: light dark; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
  details { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 0.4rem 0; }
  summary { cursor: pointer; }
  code, pre { font: 0.875rem/1.45 ui-monospace, monospace; }
  pre { overflow-x: auto; padding: 0.75rem; background: color-mix(in srgb, currentColor 6%, transparent); }
  summary code { display: inline-block; min-width: 20rem; }
  summary code b { display: inline-block; min-width: 4rem; text-transform: uppercase; }
`;

/** The API as one page without scripts, for people; machines take openapi.json. */
export function docsPage(document: oas31.OpenAPIObject): string {
  const groups = new Map<string, string[]>();
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of methods) {
      const operation = item?.[method];
      if (!operation) continue;
      const group = operation.tags?.[0] ?? "";
      groups.set(group, [...(groups.get(group) ?? []), operationHtml(method, path, operation)]);
    }
  }
  const sections = [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, operations]) => `<h2>${escapeHtml(name)}</h2>\n${operations.join("\n")}`);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Postil: the API</title>
<style>${style}</style></head>
<body>
<h1>The API</h1>
<p>Version ${escapeHtml(document.info.version)}. ${prose(document.info.description ?? "")}</p>
<p>For machines: <a href="/api/docs/openapi.json">openapi.json</a>.</p>
${sections.join("\n")}
${schemasHtml(document)}
</body>
</html>
`;
}

function operationHtml(method: string, path: string, operation: oas31.OperationObject): string {
  const open = operation.security?.length === 0 ? " <em>without signing in</em>" : "";
  const parts = [
    operation.description ? `<p>${prose(operation.description)}</p>` : "",
    json("Parameters", operation.parameters),
    json("Body", operation.requestBody),
    json("Answers", operation.responses),
  ];
  return `<details><summary><code><b>${method}</b>${escapeHtml(path)}</code> ${escapeHtml(operation.summary ?? "")}${open}</summary>
${parts.join("\n")}</details>`;
}

function schemasHtml(document: oas31.OpenAPIObject): string {
  const schemas = Object.entries(document.components?.schemas ?? {});
  if (schemas.length === 0) return "";
  const items = schemas.map(
    ([name, schema]) =>
      `<details><summary><code>${escapeHtml(name)}</code></summary><pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre></details>`,
  );
  return `<h2>Schemas</h2>\n${items.join("\n")}`;
}

function json(title: string, value: unknown): string {
  return value === undefined ? "" : `<h3>${title}</h3><pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre>`;
}

/** Text with `code` in backticks. */
function prose(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, "<code>$1</code>");
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
