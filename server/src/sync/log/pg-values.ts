/** A document or workspace was deleted while a statement ran. */
export const FOREIGN_KEY_VIOLATION = "23503";

/** The same bytes as `pg` wants them. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** SQLSTATE of an error, "" for any other. */
export function codeOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : "";
  return typeof code === "string" ? code : "";
}
