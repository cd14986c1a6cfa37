import type { ComponentType } from "react";
import { speakPages } from "../words/catalogue.ts";

const page = (load: () => Promise<ComponentType>) => async () => {
  // A page reads its words when it is evaluated.
  await speakPages();
  return { Component: await load() };
};

/** Every page's code, fetched when it is first visited or by `prefetchPages`; all but reading wait for more words. */
export const pages = {
  SignInPage: page(async () => (await import("../accounts/SignInPage.tsx")).SignInPage),
  LinkSignInPage: page(async () => (await import("../accounts/LinkSignInPage.tsx")).LinkSignInPage),
  RegisterPage: page(async () => (await import("../accounts/RegisterPage.tsx")).RegisterPage),
  ResetPasswordPage: page(async () => (await import("../accounts/ResetPasswordPage.tsx")).ResetPasswordPage),
  InvitationPage: page(async () => (await import("../workspaces/InvitationPage.tsx")).InvitationPage),
  HomeRoute: page(async () => (await import("./HomeRoute.tsx")).HomeRoute),
  AccountRoute: page(async () => (await import("./AccountRoute.tsx")).AccountRoute),
  NoticesPage: page(async () => (await import("../notices/NoticesPage.tsx")).NoticesPage),
  RecoveredRoute: page(async () => (await import("./RecoveredRoute.tsx")).RecoveredRoute),
  ReaderRoute: async () => ({ Component: (await import("./ReaderRoute.tsx")).ReaderRoute }),
  CopyRoute: page(async () => (await import("./CopyRoute.tsx")).CopyRoute),
  CorrectRoute: page(async () => (await import("./CorrectRoute.tsx")).CorrectRoute),
  TextHistoryRoute: page(async () => (await import("./TextHistoryRoute.tsx")).TextHistoryRoute),
  WorkspaceLayout: page(async () => (await import("../workspaces/WorkspaceLayout.tsx")).WorkspaceLayout),
  ArticlesPage: page(async () => (await import("../articles/ArticlesPage.tsx")).ArticlesPage),
  AssignmentsPage: page(async () => (await import("../assignments/AssignmentsPage.tsx")).AssignmentsPage),
  AssignmentPage: page(async () => (await import("../assignments/AssignmentPage.tsx")).AssignmentPage),
  NewAssignmentPage: page(async () => (await import("../assignments/EditAssignmentPage.tsx")).NewAssignmentPage),
  EditAssignmentPage: page(async () => (await import("../assignments/EditAssignmentPage.tsx")).EditAssignmentPage),
  AnnotationsPage: page(async () => (await import("../annotations-table/AnnotationsPage.tsx")).AnnotationsPage),
  CodebookPage: page(async () => (await import("../codebook/CodebookPage.tsx")).CodebookPage),
  CodebookHistoryPage: page(async () => (await import("../codebook/HistoryPage.tsx")).HistoryPage),
  ExportRoute: page(async () => (await import("./ExportRoute.tsx")).ExportRoute),
  ActivityPage: page(async () => (await import("../activity/ActivityPage.tsx")).ActivityPage),
  AuditPage: page(async () => (await import("../activity/AuditPage.tsx")).AuditPage),
  MembersPage: page(async () => (await import("../workspaces/MembersPage.tsx")).MembersPage),
  SettingsPage: page(async () => (await import("../workspaces/SettingsPage.tsx")).SettingsPage),
};

/** Knows the local copies, and with them all of Yjs: not for the first load of every page. */
export const loadSignOutDialog = async () => (await import("./SignOutDialog.tsx")).SignOutDialog;

export const loadPalette = async () => (await import("../palette/Palette.tsx")).Palette;
export const loadKeysDialog = async () => (await import("../commands/KeysDialog.tsx")).KeysDialog;

/**
 * Fetches the code of all pages ahead, so that they open at once, and also when the connection has gone or the server
 * has been updated, and with it the names of the files. Resolves when all are there, or can't be had.
 */
export async function prefetchPages(): Promise<void> {
  await Promise.allSettled(
    [...Object.values(pages), loadSignOutDialog, loadKeysDialog, loadPalette].map((load) => load()),
  );
}
