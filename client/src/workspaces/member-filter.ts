import type { MemberGroup } from "@postil/shared/schema/group";
import type { Role } from "@postil/shared/schema/role";
import type { Member } from "@postil/shared/schema/workspace";

/** `group`: an id; "none": those who are in no group. Empty: all. */
export interface MemberFilter {
  q: string;
  role: Role | "";
  group: string;
}

/** Every word must begin a word of the name, or stand in the address. */
export function filterMembers(
  members: readonly Member[],
  groups: readonly MemberGroup[],
  { q, role, group }: MemberFilter,
): Member[] {
  const words = fold(q).split(/\s+/).filter(Boolean);
  const within = group === "none" ? null : new Set(groups.find(({ id }) => id === group)?.people);
  const grouped = new Set(groups.flatMap(({ people }) => people));
  return members.filter((member) => {
    if (role !== "" && member.role !== role) return false;
    if (group !== "" && !(within === null ? !grouped.has(member.actor) : within.has(member.actor))) return false;
    const names = fold(member.name).split(/[^\p{L}\p{N}]+/u);
    const email = fold(member.email ?? "");
    return words.every((word) => email.includes(word) || names.some((name) => name.startsWith(word)));
  });
}

/** Without case and accents. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mn}+/gu, "")
    .toLowerCase();
}
