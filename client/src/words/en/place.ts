/** What the reading room says of where one reads. */
export const place = {
  returned: "You are where you left off.",
  toStart: "Back to the start",
  stay: "Stay here",
  start: "Go to the start of the article",
  furthest: "Go to how far you have read",
};
