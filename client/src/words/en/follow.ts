/** What the reading room says of following somebody. */
export const follow = {
  follow: (name: string) => `Follow ${name}`,
  following: (name: string) => `You follow ${name}.`,
  how: "Scroll, or press Escape, to stop.",
  stop: "Stop",
  stopFollowing: "Stop following somebody",
  stopped: (name: string) => `You no longer follow ${name}.`,
  left: (name: string) => `${name} has left the article. You no longer follow them.`,
};
