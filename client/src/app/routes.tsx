import { createBrowserRouter, type RouteObject } from "react-router";
import { AppFrame } from "./AppFrame.tsx";
import { NotFoundPage } from "./NotFoundPage.tsx";
import { RouteFailure } from "./RouteFailure.tsx";
import { SignedIn } from "./SignedIn.tsx";

/** Every page, loaded when it is first visited. `SignedIn` sends those who aren't to the sign-in page and back. */
export const routes: RouteObject[] = [
  {
    Component: AppFrame,
    ErrorBoundary: RouteFailure,
    // While the first page's code is on its way there is nothing to show in its place.
    HydrateFallback: () => null,
    children: [
      {
        path: "sign-in",
        lazy: async () => ({ Component: (await import("../accounts/SignInPage.tsx")).SignInPage }),
      },
      {
        path: "sign-in/link/:token",
        lazy: async () => ({ Component: (await import("../accounts/LinkSignInPage.tsx")).LinkSignInPage }),
      },
      {
        path: "register",
        lazy: async () => ({ Component: (await import("../accounts/RegisterPage.tsx")).RegisterPage }),
      },
      {
        path: "reset-password/:token",
        lazy: async () => ({ Component: (await import("../accounts/ResetPasswordPage.tsx")).ResetPasswordPage }),
      },
      {
        path: "invitation/:token",
        lazy: async () => ({ Component: (await import("../workspaces/InvitationPage.tsx")).InvitationPage }),
      },
      {
        Component: SignedIn,
        children: [
          {
            ErrorBoundary: RouteFailure,
            children: [
              {
                index: true,
                lazy: async () => ({ Component: (await import("../workspaces/HomePage.tsx")).HomePage }),
              },
              { path: "account", lazy: async () => ({ Component: (await import("./AccountRoute.tsx")).AccountRoute }) },
              {
                path: "recovered",
                lazy: async () => ({ Component: (await import("./RecoveredRoute.tsx")).RecoveredRoute }),
              },
              {
                path: "a/:articleId",
                lazy: async () => ({ Component: (await import("../reader/ReaderPage.tsx")).ReaderPage }),
              },
              {
                path: "w/:workspaceId",
                lazy: async () => ({ Component: (await import("../workspaces/WorkspaceLayout.tsx")).WorkspaceLayout }),
                children: [
                  {
                    ErrorBoundary: RouteFailure,
                    children: [
                      {
                        index: true,
                        lazy: async () => ({ Component: (await import("../articles/ArticlesPage.tsx")).ArticlesPage }),
                      },
                      {
                        path: "annotations",
                        lazy: async () => ({
                          Component: (await import("../annotations-table/AnnotationsPage.tsx")).AnnotationsPage,
                        }),
                      },
                      {
                        path: "codebook",
                        lazy: async () => ({ Component: (await import("../codebook/CodebookPage.tsx")).CodebookPage }),
                      },
                      {
                        path: "members",
                        lazy: async () => ({ Component: (await import("../workspaces/MembersPage.tsx")).MembersPage }),
                      },
                      {
                        path: "settings",
                        lazy: async () => ({
                          Component: (await import("../workspaces/SettingsPage.tsx")).SettingsPage,
                        }),
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
