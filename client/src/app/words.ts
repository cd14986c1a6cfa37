export const words = {
  product: "Postil",
  skip: "Skip to the content",
  home: "Postil: your workspaces",
  account: "Account",
  signOut: "Sign out",
  accountMenu: (name: string) => `Account of ${name}`,
  yourAccount: "Your account",
  recovered: "Recovered work",
  appearance: "Appearance",
  scheme: { auto: "As the system", light: "Light", dark: "Dark" },
  contrast: "High contrast",
  contrasts: { auto: "Contrast as the system", more: "High contrast", normal: "Normal contrast" },
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
  signOutDialog: {
    title: "Sign out with unsent work?",
    intro: "Some of your work is only on this device:",
    documents: (count: number) =>
      count === 1 ? "one article with changes not yet stored" : `${count} articles with changes not yet stored`,
    recovered: (count: number) => (count === 1 ? "one recovered piece of work" : `${count} recovered pieces of work`),
    drafts: (count: number) => (count === 1 ? "one unsent note or reply" : `${count} unsent notes or replies`),
    explain: "Signing out removes it from this device, and it can't be brought back.",
    stay: "Stay signed in",
    confirm: "Sign out and lose it",
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
