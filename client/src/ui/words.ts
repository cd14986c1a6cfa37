import type { Role } from "@postil/shared/schema/role";

/** Words that several features share. */
export const words = {
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
  nothingFound: "Nothing found",
  roles: {
    owner: "Owner",
    instructor: "Instructor",
    annotator: "Annotator",
    commenter: "Commenter",
    viewer: "Viewer",
  } satisfies Record<Role, string>,
  roleMeanings: {
    owner: "Runs the workspace: everything an instructor may, and also its owners, its name and deleting it.",
    instructor: "Adds and corrects articles, keeps the codebook, invites people, moderates.",
    annotator: "Annotates and comments, and changes what is their own.",
    commenter: "Reads everything and replies, but makes no annotations.",
    viewer: "Reads, searches and exports.",
  } satisfies Record<Role, string>,
};
