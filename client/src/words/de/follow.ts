import type { Catalogue } from "../english.ts";

export const follow: Catalogue["follow"] = {
  follow: (name) => `${name} folgen`,
  following: (name) => `Sie folgen ${name}.`,
  how: "Blättern oder Escape beendet es.",
  stop: "Beenden",
  stopFollowing: "Niemandem mehr folgen",
  stopped: (name) => `Sie folgen ${name} nicht mehr.`,
  left: (name) => `${name} hat den Artikel verlassen. Sie folgen niemandem mehr.`,
};
