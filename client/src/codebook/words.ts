export const words = {
  title: "Codebook",
  lead: "The tags that passages are marked with.",
  error: "The codebook can't be shown",
  emptyTitle: "No tags yet",
  emptyText:
    "A tag is a code with a name, a colour and a definition. Add the first ones below; tags can stand under other tags.",
  emptyReader: "An instructor or owner of this workspace adds them.",
  newTag: "Name of a new tag",
  newBelow: (name: string) => `Name of a new tag under ${name}`,
  add: "Add tag",
  added: (name: string) => `“${name}” was added.`,
  expand: (name: string) => `Show the tags under ${name}`,
  actionsOf: (name: string) => `Actions for ${name}`,
  renameOf: (name: string) => `New name of ${name}`,
  colourOf: (name: string, colour: string) => `Colour of ${name}: ${colour}`,
  shortcutIs: (key: number) => `Shortcut ${key}`,
  count: (count: number) => (count === 1 ? "1 annotation" : `${count} annotations`),
  countLink: (name: string, count: number) =>
    `${name}: ${count === 1 ? "show 1 annotation" : `show ${count} annotations`}`,
  menu: { rename: "Rename", edit: "Edit…", addBelow: "Add a tag below", delete: "Delete…" },
  edit: {
    title: (name: string) => `Edit “${name}”`,
    name: "Name",
    description: "Definition",
    descriptionHint: "When to use it, and when not. Shown while tagging.",
    colour: "Colour",
    parent: "Stands under",
    topLevel: "Nothing (top level)",
    shortcut: "Shortcut",
    shortcutHint: "The key that gives a selected passage this tag.",
    noShortcut: "None",
    takenBy: (key: number, name: string) => `${key} (takes it from ${name})`,
    save: "Save",
  },
  delete: {
    title: (name: string) => `Delete “${name}”?`,
    carried: (count: number) =>
      count === 0
        ? "No annotation that you can see carries it."
        : `${count === 1 ? "1 annotation carries" : `${count} annotations carry`} it. They stay, without this tag.`,
    children: (count: number) => (count === 1 ? "The tag under it moves up." : `The ${count} tags under it move up.`),
    confirm: "Delete tag",
    done: (name: string, count: number) =>
      count === 0
        ? `“${name}” was deleted.`
        : `“${name}” was deleted from ${count === 1 ? "1 annotation" : `${count} annotations`}.`,
    restored: (name: string) => `“${name}” is back.`,
  },
};
