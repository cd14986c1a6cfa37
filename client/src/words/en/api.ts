export const api = {
  alias: (name: string, pseudonym: string) => `${name} (${pseudonym})`,
  unreachable: "The server can't be reached. Check your connection and try again.",
  notSent: "The server can't be reached. Nothing was changed. Check your connection and try again.",
  unexpected: "The server answered something this page doesn't understand. Reload the page and try again.",
  serverTrouble: "The server has a problem. Try again in a moment.",
};
