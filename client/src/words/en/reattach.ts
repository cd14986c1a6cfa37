/** Giving another passage to an annotation whose own is gone. */
export const reattach = {
  command: "Attach the open annotation to the selected passage",
  begin: "Attach to a passage",
  here: "Attach here",
  select: "Select the passage in the text, then press R to attach the annotation to it.",
  attached: "The annotation has its passage.",
};
