import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../support/cache.ts";

/** A file as a browser's file field takes it, with its text. */
export interface ArticleFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
  text: string;
}

/** A text of our own, where no real article lies beside the repository. */
const OWN_TEXT = `${[
  "A harbour town votes on its bridge",
  "The council of a small harbour town will decide this week whether the old swing bridge is to be repaired or replaced, a question that has divided its two banks for longer than most of its members have sat there.",
  "Those who want it repaired speak of the fishing boats, which still pass twice a day and which a fixed bridge would shut in, and of the families who have kept the mechanism going since it was built.",
  "Those who want it replaced count the minutes that ambulances have waited at its barriers, and the cost of a closure that nobody can plan for, as last winter's showed when the ice held it open for nine days.",
  "An engineer who has inspected it for the county said that both sides were right about the other's weak point, and that the sum set aside would pay for neither plan as it stands at present.",
  "The harbour master keeps a book of every opening since the war, and in it the years can be told apart by their traffic: timber first, then herring, then sand, and now mostly the sailing boats of visitors.",
  "Whatever the council decides, the work can't begin before the ice has gone, and the ferry that would carry people across in the meantime has yet to be found, let alone paid for by either of the banks.",
].join("\n\n")}\n`;

/** A real article where there is one, else one of our own. */
export function articleFile(): ArticleFile {
  const folder = join(repositoryRoot, "../shared/articles");
  const name = existsSync(folder) ? readdirSync(folder).find((entry) => entry.startsWith("002")) : undefined;
  const buffer = name ? readFileSync(join(folder, name)) : Buffer.from(OWN_TEXT);
  return { name: name ?? "harbour.txt", mimeType: "text/plain", buffer, text: buffer.toString("utf8") };
}

/** Six passages of several words, each in a paragraph of its own and standing in the text once. */
export function passages(text: string): [string, string, string, string, string, string] {
  const found = text
    .split("\n")
    .filter((line) => line.length > 150)
    .map((line) =>
      line
        .split(" ")
        .slice(3, 8)
        .join(" ")
        .replace(/[^\p{L}\p{N}]+$/u, "")
        .replace(/^[^\p{L}\p{N}]+/u, ""),
    )
    .filter((passage) => passage.length > 15 && text.split(passage).length === 2);
  const [first, second, third, fourth, fifth, sixth] = found;
  if (!first || !second || !third || !fourth || !fifth || !sixth)
    throw new Error("the article has too few paragraphs for this test");
  return [first, second, third, fourth, fifth, sixth];
}
