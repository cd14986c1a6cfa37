import { formatNumber } from "../../ui/format.ts";

/** Without a network, and when there is a new version. */
export const offline = {
  offline:
    "You are offline, or the server can't be reached. Articles marked “On this device” can be opened and annotated; what you do is kept here and sent when you are back. Everything else needs the server.",
  tryAgain: "Try again",
  workspaces: "Your workspaces",
  newVersion: "A new version of Postil is ready. Your work and what you are writing are kept when you reload.",
  reload: "Reload",
  later: "Later",
  device: {
    title: "On this device",
    lead: "Articles that you have read here can be opened and annotated without a network. Signing out takes them off this device.",
    app: {
      unknown: "Postil will keep what it needs to open without a network once this page has been open for a while.",
      preparing: "Postil is being kept on this device, to open without a network.",
      ready: "Postil opens on this device without a network.",
      insecure:
        "Postil can't open here without a network: the browser allows that only at addresses that begin with https. Whoever runs this server can set that up.",
      unsupported:
        "Postil can't open here without a network: this browser has no way for that, as in some private windows.",
      blocked:
        "Postil can't open here without a network: the browser's settings don't let this site keep anything. Allow it to store data, then reload.",
      failed:
        "Postil could not be kept on this device to open without a network: its storage may be full. Free some space, then reload.",
    },
    notKept:
      "What you read can't be kept on this device: its storage is full, or switched off for this site, as in some private windows. Work only while you are connected, free some space, or allow it in the browser's settings.",
    articles: (count: number) =>
      count === 0
        ? "No article is kept here yet: open one, and it is."
        : count === 1
          ? "One article is kept here."
          : `${formatNumber(count)} articles are kept here.`,
    space: (megabytes: number) =>
      `All that Postil keeps takes ${formatNumber(megabytes, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 })}.`,
    lasting: "The browser keeps it even when space runs low.",
    passing: "The browser may clear it when space runs low.",
    ask: "Ask the browser to keep it",
    refused: "The browser would not promise it. It may later, for a site that you use often or have installed.",
  },
};
