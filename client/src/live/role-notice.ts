import { ROLES, type Role } from "@postil/shared/schema/role";
import { notify } from "../ui/notify.ts";
import { words as shared } from "../ui/words.ts";
import { words } from "./words.ts";

export function isRole(value: string): value is Role {
  return (ROLES as readonly string[]).includes(value);
}

export function notifyRole(role: Role): void {
  notify({ message: words.roleChanged(shared.roles[role], shared.roleMeanings[role]) });
}
