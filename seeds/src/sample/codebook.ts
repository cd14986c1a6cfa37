import type { SampleTag } from "./types.ts";

/** A codebook for news framing: what a story makes its subject, whom it lets speak, and in which words. */
export const SAMPLE_CODEBOOK: SampleTag[] = [
  {
    name: "Frame",
    description: "What the passage makes the story about. Use one of the codes below; more than one may fit a passage.",
    colour: 0,
    children: [
      {
        name: "Conflict",
        description:
          "Sides that disagree: parties, states, litigants. Code the passage in which they are set against each other.",
        colour: 1,
        shortcut: 1,
      },
      {
        name: "Human interest",
        description: "One person or a group whose life is affected is brought close, with or without a name.",
        colour: 2,
        shortcut: 2,
      },
      {
        name: "Economic consequences",
        description: "Costs, payments, jobs: what something is worth, and who pays for it.",
        colour: 3,
        shortcut: 3,
      },
      {
        name: "Morality",
        description: "Right and wrong: dignity, cruelty, duty, whether stated or reported as somebody's view.",
        colour: 4,
        shortcut: 4,
      },
      {
        name: "Responsibility",
        description: "Who caused it, who decides, who could change it.",
        colour: 5,
        shortcut: 5,
      },
      {
        name: "Law",
        description: "Courts, treaties, statutes, procedure.",
        colour: 6,
        shortcut: 6,
      },
    ],
  },
  {
    name: "Source",
    description: "Where a statement comes from, as the article tells it.",
    colour: 7,
    children: [
      { name: "Official", description: "A named office or office-holder speaks.", colour: 8, shortcut: 7 },
      {
        name: "Unnamed",
        description: "People familiar with something, whom the reader can't check.",
        colour: 9,
        shortcut: 8,
      },
      { name: "Watchdog", description: "The United Nations, rights groups, researchers.", colour: 10 },
    ],
  },
  {
    name: "Wording",
    description: "How it is said.",
    colour: 11,
    children: [
      {
        name: "Loaded word",
        description: "A word that judges while it names. Ask which neutral word could stand in its place.",
        colour: 1,
      },
      { name: "Hedge", description: "May, could, is said to: the article keeps its distance.", colour: 7, shortcut: 9 },
    ],
  },
];
