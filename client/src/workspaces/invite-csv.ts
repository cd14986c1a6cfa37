import { defuse } from "@postil/shared/export/cells";
import type { InviteResult } from "@postil/shared/schema/invitation";

/** Byte order mark: spreadsheets read the file as UTF-8. */
const BOM = "\ufeff";

/** One line an entry (RFC 4180), with the link of who was invited. Cells that would run as a formula are defused. */
export function inviteCsv(results: readonly InviteResult[]): string {
  const rows = results.map(({ entry, email, name, outcome, invitation }) => [
    ...[email ?? entry, name ?? "", outcome, invitation?.url ?? "", invitation?.expiresAt ?? ""],
  ]);
  const lines = [["email", "name", "outcome", "link", "expires_at"], ...rows].map((cells) => cells.map(cell).join(","));
  return `${BOM}${lines.join("\r\n")}\r\n`;
}

function cell(text: string): string {
  const safe = defuse(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
