import { createBrowserRouter, type RouteObject } from "react-router";
import { AppFrame } from "./AppFrame.tsx";
import { NotFoundPage } from "./NotFoundPage.tsx";
import { pages } from "./pages.ts";
import { RouteFailure } from "./RouteFailure.tsx";
import { SignedIn } from "./SignedIn.tsx";

/** `SignedIn` sends those who aren't to the sign-in page and back. */
export const routes: RouteObject[] = [
  {
    Component: AppFrame,
    ErrorBoundary: RouteFailure,
    // While the first page's code is on its way there is nothing to show in its place.
    HydrateFallback: () => null,
    children: [
      {
        path: "sign-in",
        lazy: pages.SignInPage,
      },
      {
        path: "sign-in/link/:token",
        lazy: pages.LinkSignInPage,
      },
      {
        path: "register",
        lazy: pages.RegisterPage,
      },
      {
        path: "reset-password/:token",
        lazy: pages.ResetPasswordPage,
      },
      {
        path: "invitation/:token",
        lazy: pages.InvitationPage,
      },
      {
        Component: SignedIn,
        children: [
          {
            ErrorBoundary: RouteFailure,
            children: [
              {
                index: true,
                lazy: pages.HomeRoute,
              },
              { path: "account", lazy: pages.AccountRoute },
              { path: "notices", lazy: pages.NoticesPage },
              {
                path: "recovered",
                lazy: pages.RecoveredRoute,
              },
              {
                path: "a/:articleId",
                lazy: pages.ReaderRoute,
              },
              {
                path: "a/:articleId/copy",
                lazy: pages.CopyRoute,
              },
              {
                path: "a/:articleId/correct",
                lazy: pages.CorrectRoute,
              },
              {
                path: "a/:articleId/correct/history",
                lazy: pages.TextHistoryRoute,
              },
              {
                path: "w/:workspaceId",
                lazy: pages.WorkspaceLayout,
                children: [
                  {
                    ErrorBoundary: RouteFailure,
                    children: [
                      {
                        index: true,
                        lazy: pages.ArticlesPage,
                      },
                      {
                        path: "assignments",
                        lazy: pages.AssignmentsPage,
                      },
                      {
                        path: "assignments/new",
                        lazy: pages.NewAssignmentPage,
                      },
                      {
                        path: "assignments/:assignmentId",
                        lazy: pages.AssignmentPage,
                      },
                      {
                        path: "assignments/:assignmentId/edit",
                        lazy: pages.EditAssignmentPage,
                      },
                      {
                        path: "annotations",
                        lazy: pages.AnnotationsPage,
                      },
                      {
                        path: "codebook",
                        lazy: pages.CodebookPage,
                      },
                      {
                        path: "codebook/history",
                        lazy: pages.CodebookHistoryPage,
                      },
                      {
                        path: "export",
                        lazy: pages.ExportRoute,
                      },
                      {
                        path: "activity",
                        lazy: pages.ActivityPage,
                      },
                      {
                        path: "audit",
                        lazy: pages.AuditPage,
                      },
                      {
                        path: "members",
                        lazy: pages.MembersPage,
                      },
                      {
                        path: "settings",
                        lazy: pages.SettingsPage,
                      },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
      { path: "*", Component: NotFoundPage },
    ],
  },
];

export function createRouter() {
  return createBrowserRouter(routes);
}
