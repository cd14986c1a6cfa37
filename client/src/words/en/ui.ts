import type { Role } from "@postil/shared/schema/role";

/** Words that several features share. */
export const ui = {
  tagline: "Read together, in the margin.",
  cancel: "Cancel",
  close: "Close",
  undo: "Undo",
  save: "Save",
  tryAgain: "Try again",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Copying was refused by the browser. The text is selected: press Ctrl+C.",
  loading: "Loading",
  dismiss: "Dismiss",
  notifications: "Notifications",
  problem: "That didn't work",
  optional: "optional",
  clear: (field: string) => `Clear ${field}`,
  reading: {
    unread: "Not read yet",
    part: (percent: string) => `${percent} read`,
    read: "Read",
  },
  nothingFound: "Nothing found",
  language: "Language",
  languageAuto: "As the browser",
  languageNotKept:
    "This browser keeps no choices for this site, so the language stays as it is. Set it in the browser.",
  partMissing:
    "This could not be loaded: you are offline, or Postil was updated. What you did is safe. Reload the page, then try again.",
  colours: ["Red", "Orange", "Amber", "Olive", "Green", "Teal", "Sky", "Blue", "Violet", "Purple", "Pink", "Slate"],
  roles: {
    owner: "Owner",
    instructor: "Instructor",
    annotator: "Annotator",
    commenter: "Commenter",
    viewer: "Viewer",
  } satisfies Record<Role, string>,
  roleMeanings: {
    owner: "Owners run the workspace: they do what instructors do, name other owners, rename and delete it.",
    instructor: "Instructors add and correct articles, keep the codebook, invite people and moderate.",
    annotator: "Annotators annotate and comment, and change what is their own.",
    commenter: "Commenters read everything and reply, but make no annotations.",
    viewer: "Viewers read, search and export.",
  } satisfies Record<Role, string>,
};
