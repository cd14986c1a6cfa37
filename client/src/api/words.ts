export const words = {
  unreachable: "The server can't be reached. Nothing was changed. Check your connection and try again.",
  unexpected: "The server answered something this page doesn't understand. Reload the page and try again.",
  serverTrouble: "The server has a problem. Nothing was changed. Try again in a moment.",
};
