/** Every page's code, fetched when it is first visited or by `prefetchPages`. */
export const pages = {
  SignInPage: async () => ({ Component: (await import("../accounts/SignInPage.tsx")).SignInPage }),
  LinkSignInPage: async () => ({ Component: (await import("../accounts/LinkSignInPage.tsx")).LinkSignInPage }),
  RegisterPage: async () => ({ Component: (await import("../accounts/RegisterPage.tsx")).RegisterPage }),
  ResetPasswordPage: async () => ({ Component: (await import("../accounts/ResetPasswordPage.tsx")).ResetPasswordPage }),
  InvitationPage: async () => ({ Component: (await import("../workspaces/InvitationPage.tsx")).InvitationPage }),
  HomeRoute: async () => ({ Component: (await import("./HomeRoute.tsx")).HomeRoute }),
  AccountRoute: async () => ({ Component: (await import("./AccountRoute.tsx")).AccountRoute }),
  NoticesPage: async () => ({ Component: (await import("../notices/NoticesPage.tsx")).NoticesPage }),
  RecoveredRoute: async () => ({ Component: (await import("./RecoveredRoute.tsx")).RecoveredRoute }),
  ReaderRoute: async () => ({ Component: (await import("./ReaderRoute.tsx")).ReaderRoute }),
  WorkspaceLayout: async () => ({ Component: (await import("../workspaces/WorkspaceLayout.tsx")).WorkspaceLayout }),
  ArticlesPage: async () => ({ Component: (await import("../articles/ArticlesPage.tsx")).ArticlesPage }),
  AssignmentsPage: async () => ({ Component: (await import("../assignments/AssignmentsPage.tsx")).AssignmentsPage }),
  AssignmentPage: async () => ({ Component: (await import("../assignments/AssignmentPage.tsx")).AssignmentPage }),
  NewAssignmentPage: async () => ({
    Component: (await import("../assignments/EditAssignmentPage.tsx")).NewAssignmentPage,
  }),
  EditAssignmentPage: async () => ({
    Component: (await import("../assignments/EditAssignmentPage.tsx")).EditAssignmentPage,
  }),
  AnnotationsPage: async () => ({
    Component: (await import("../annotations-table/AnnotationsPage.tsx")).AnnotationsPage,
  }),
  CodebookPage: async () => ({ Component: (await import("../codebook/CodebookPage.tsx")).CodebookPage }),
  CodebookHistoryPage: async () => ({ Component: (await import("../codebook/HistoryPage.tsx")).HistoryPage }),
  ActivityPage: async () => ({ Component: (await import("../activity/ActivityPage.tsx")).ActivityPage }),
  AuditPage: async () => ({ Component: (await import("../activity/AuditPage.tsx")).AuditPage }),
  MembersPage: async () => ({ Component: (await import("../workspaces/MembersPage.tsx")).MembersPage }),
  SettingsPage: async () => ({ Component: (await import("../workspaces/SettingsPage.tsx")).SettingsPage }),
};

/** Knows the local copies, and with them all of Yjs: not for the first load of every page. */
export const loadSignOutDialog = async () => (await import("./SignOutDialog.tsx")).SignOutDialog;

/**
 * Fetches the code of all pages ahead, so that they open at once, and also when the connection has gone or the server
 * has been updated, and with it the names of the files.
 */
export function prefetchPages(): void {
  for (const load of [...Object.values(pages), loadSignOutDialog]) load().catch(() => undefined);
}
