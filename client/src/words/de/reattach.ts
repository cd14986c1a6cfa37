import type { Catalogue } from "../english.ts";

export const reattach: Catalogue["reattach"] = {
  command: "Die geöffnete Annotation an die ausgewählte Stelle heften",
  begin: "An eine Stelle heften",
  here: "Hier anheften",
  select: "Wählen Sie die Stelle im Text aus und drücken Sie R, um die Annotation daran zu heften.",
  attached: "Die Annotation hat ihre Stelle.",
};
