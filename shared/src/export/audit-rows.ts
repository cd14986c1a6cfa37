import type { AuditItem } from "../schema/audit.ts";

export const AUDIT_COLUMNS = [
  "at",
  "kind",
  "what",
  "person_id",
  "person",
  "subject_id",
  "subject",
  "about",
  "details",
] as const;

/** One row of the audit list as CSV: what is missing is an empty cell, details are `name: value`, joined by `; `. */
export function auditRecord({ at, kind, what, person, subject, about, details }: AuditItem): string[] {
  return [
    ...[at, kind, what, person?.actor ?? "", person?.name ?? "", subject?.actor ?? "", subject?.name ?? ""],
    about ?? "",
    details.map(({ name, value }) => `${name}: ${value}`).join("; "),
  ];
}
