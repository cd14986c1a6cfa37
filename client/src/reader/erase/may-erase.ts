import { can } from "@postil/shared/policy/permissions";
import type { LayerInfo } from "@postil/shared/schema/article";
import type { Role } from "@postil/shared/schema/role";

/**
 * Whether somebody may erase for good what is deleted in a layer: owners, and in one's private layer oneself. In a blind
 * layer that has not opened its coder writes, and nobody erases.
 */
export function mayErase(role: Role, { kind, canAnnotate, canComment }: LayerInfo): boolean {
  if (kind === "private") return canAnnotate;
  return can(role, "erase") && canComment && !(kind === "blind" && canAnnotate);
}
