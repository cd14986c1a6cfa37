import type { AssignmentFields } from "@postil/shared/schema/assignment";
import { words } from "./words.ts";

export interface FieldProblem {
  path: string;
  message: string;
}

/** What the server would refuse, said at its field before anything is stored. `whole`: it is published, or will be. */
export function problemsOf(fields: AssignmentFields, whole: boolean): FieldProblem[] {
  const { opensAt, dueAt, reveal, revealAt, articles, people, groups } = fields;
  const problems: FieldProblem[] = [];
  if (isNotAfter(dueAt, opensAt)) problems.push({ path: "dueAt", message: words.form.dueBeforeOpening });
  if (reveal === "at" && revealAt === null) problems.push({ path: "revealAt", message: words.form.noRevealTime });
  if (isNotAfter(revealAt, opensAt)) problems.push({ path: "revealAt", message: words.form.revealBeforeOpening });
  if (whole && articles.length === 0) problems.push({ path: "articles", message: words.form.noArticles });
  if (whole && people.length + groups.length === 0) problems.push({ path: "people", message: words.form.noPeople });
  return problems;
}

function isNotAfter(later: string | null, earlier: string | null): boolean {
  return later !== null && earlier !== null && Date.parse(later) <= Date.parse(earlier);
}
