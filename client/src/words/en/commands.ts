/** What the list of keys says, and what keys are called. */
export const commands = {
  title: "Keyboard shortcuts",
  show: "Keyboard shortcuts",
  single: "Keys of one letter, digit or sign",
  singleHelp:
    "They act without Ctrl or Alt. Keep them to the text, or switch them off, if you dictate or press keys by accident. Everything stays within reach by buttons, and by name with the command search.",
  choices: { always: "On", text: "In the text only", never: "Off" },
  off: "These keys are switched off.",
  groups: { everywhere: "Everywhere", pages: "Pages" },
  held: "while held",
  or: "or",
  names: {
    control: "Ctrl",
    shift: "Shift",
    alt: "Alt",
    escape: "Esc",
    enter: "Enter",
    delete: "Del",
    home: "Home",
    end: "End",
    pageUp: "PgUp",
    pageDown: "PgDn",
    space: "Space",
  },
};
