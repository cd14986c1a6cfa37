import { formatNumber } from "../../ui/format.ts";

/** Erasing what is deleted, for good. */
export const erase = {
  button: "Erase for good…",
  one: (what: string) => `Erase for good… ${what}`,
  title: (count: number) => (count === 1 ? "Erase this for good?" : `Erase these ${formatNumber(count)} for good?`),
  what: "Its words, tags and replies go from the server at once, for everybody, with everything that they said before. Nobody can restore them, not even an administrator.",
  reload: "Everybody who has this article open loads its annotations again. What others have not sent yet is kept.",
  stays: "Exports that somebody has made, and backups of the server, still hold them.",
  recorded: "That something was erased, when and by whom is recorded for the workspace’s owners; what it was is not.",
  confirm: "Erase for good",
  done: "Erased for good.",
};
