import { type Me, meSchema } from "@postil/shared/schema/account";
import { LONGEST } from "./longest.ts";

export type User = Me["user"];

const KEY = "postil-signed-in";

/**
 * Remembers whom the server last named as signed in on this device, for when it can't be asked. Null: nobody, or
 * nobody knows yet. In localStorage, so that every tab knows at once when it is somebody else.
 */
export function rememberSignedIn(user: User | null, now = Date.now()): void {
  try {
    if (user === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify({ user, at: now }));
  } catch {
    // Storage that is switched off: without a server there is nobody.
  }
}

/** Who was signed in when the server could last be asked, unless that is too long ago. */
export function signedInHere(now = Date.now()): User | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null") as { user?: unknown; at?: unknown } | null;
    if (kept === null || typeof kept.at !== "number" || now - kept.at > LONGEST) return null;
    return meSchema.shape.user.safeParse(kept.user).data ?? null;
  } catch {
    return null;
  }
}
