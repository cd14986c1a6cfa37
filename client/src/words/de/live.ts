import type { Catalogue } from "../english.ts";

export const live: Catalogue["live"] = {
  roleChanged: (role, meaning) => `Ihre Rolle hier ist jetzt ${role}. ${meaning}`,
  othersHere: "Jetzt hier",
  here: (name) => `${name} ist hier`,
  more: (count) => `und ${count} weitere`,
};
