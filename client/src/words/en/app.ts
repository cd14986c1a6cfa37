export const app = {
  product: "Postil",
  skip: "Skip to the content",
  home: "Postil: your workspaces",
  account: "Account",
  signOut: "Sign out",
  signOutMissing:
    "You are still signed in: Postil was updated, or you are offline. Reload the page, then sign out again.",
  accountMenu: (name: string) => `Account of ${name}`,
  recovered: "Recovered work",
  appearance: "Appearance",
  scheme: { auto: "As the system", light: "Light", dark: "Dark" },
  contrast: "High contrast",
  notFound: {
    title: "There is no such page",
    text: "The address may be misspelt, what it led to may have been deleted, or you may not have access to it.",
    home: "To your workspaces",
  },
  failure: {
    title: "This page broke",
    text: "What is stored on the server or on this device is safe. Reload the page to go on.",
    missingTitle: "This page could not be loaded",
    missing:
      "You are offline, or Postil was updated while it was open. What is stored on the server or on this device is safe. Reload when you are connected.",
    reload: "Reload",
  },
  unreachableTitle: "Postil can't be reached",
  unsent: {
    article: (title: string) => `“${title}”`,
    someArticle: "An article",
    changes: "changes that are not on the server yet",
    recovered: (count: number) => (count === 1 ? "one piece of recovered work" : `${count} pieces of recovered work`),
    drafts: (count: number) => (count === 1 ? "one unsent note or reply" : `${count} unsent notes or replies`),
  },
  signOutDialog: {
    title: "Sign out with unsent work?",
    intro: "Some of your work is only on this device:",
    ifKept:
      "Kept, it waits here until you sign in on this device again. Others who use this device don't see it in Postil, but it is not locked away from them.",
    ifDiscarded: "Discarded, it is gone for good.",
    stay: "Stay signed in",
    keep: "Sign out, keep it here",
    discard: "Sign out and discard it",
  },
  deleteAccount: {
    intro: "Some of your work is only on this device, and would be lost with your account:",
    seeRecovered: "Copy or download it under Recovered work",
  },
  ended: {
    signedOut: "You have been signed out. What you typed is still on this page: copy it, then sign in again.",
    removed: "You are no longer a member of this workspace. What you typed is still on this page: copy what you need.",
    workspaceDeleted: "This workspace was deleted. What you typed is still on this page: copy what you need.",
    articleDeleted: (title: string, by: string) =>
      `“${title}” was deleted by ${by}. What you typed is still on this page: copy what you need.`,
    signIn: "Sign in again",
    toWorkspace: "To the workspace",
    toHome: "To your workspaces",
  },
};
