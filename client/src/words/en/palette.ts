import { plural } from "../../ui/format.ts";

/** What the search for commands, pages and articles by name says. */
export const palette = {
  title: "Find anything",
  field: "A command, page, article, tag or person",
  placeholder: "What do you want to do, or where to go?",
  results: "Results",
  count: (count: number) => plural(count, { one: "# result", other: "# results" }),
  none: "Nothing by that name.",
  help: "Type another word, or only the first letters of it.",
  groups: { pages: "Pages", workspaces: "Workspaces", articles: "Articles", tags: "Tags", people: "People" },
  home: "Your workspaces",
  account: "Your account",
  notices: "Notices",
  recovered: "Recovered work",
  page: (page: string, workspace: string) => `${page} of ${workspace}`,
  annotationsTagged: (tag: string) => `Annotations tagged ${tag}`,
  annotationsBy: (name: string) => `Annotations by ${name}`,
};
