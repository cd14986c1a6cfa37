/** Most characters of the workspace's name that go into the name of a file. */
const LONGEST = 60;

/**
 * The Content-Disposition of an export: named after the workspace, what is in it and the day (UTC). Twice, in ASCII
 * for whoever reads no more and in UTF-8: RFC 6266, RFC 8187.
 */
export function attachment(workspaceName: string, what: string, at: Date, format = "csv"): string {
  return disposition(workspaceName, ending(what, at, format));
}

/** The name of the same file, for `attached`. */
export function fileName(workspaceName: string, what: string, at: Date, format: string): string {
  return fullName(workspaceName) + ending(what, at, format);
}

/** The Content-Disposition of a file of this name. */
export function attached(name: string): string {
  const [, stem = "", end = ""] = /^(.*?)((?:-[a-z]+-[0-9-]{10})?\.[a-z]+)?$/su.exec(name) ?? [];
  return disposition(stem, end);
}

function ending(what: string, at: Date, format: string): string {
  return `-${what}-${at.toISOString().slice(0, 10)}.${format}`;
}

function disposition(name: string, end: string): string {
  return `attachment; filename="${plainName(name)}${end}"; filename*=UTF-8''${encodeExtended(fullName(name) + end)}`;
}

function plainName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "");
  return plain === "" ? "postil" : plain.toLowerCase();
}

/** Without what some file system gives a meaning of its own. */
function fullName(name: string): string {
  const safe = [...name.replace(/[\p{Control}\p{Surrogate}\\/:*?"<>|]+/gu, "-").replace(/\s+/g, " ")].slice(0, LONGEST);
  const trimmed = safe.join("").replace(/^[-. ]+|[-. ]+$/g, "");
  return trimmed === "" ? "postil" : trimmed;
}

/** `encodeURIComponent` leaves `'`, `(`, `)` and `*` alone, which an extended value may not hold. */
function encodeExtended(value: string): string {
  return encodeURIComponent(value).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
