import { Button } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { isRouteErrorResponse, useRouteError } from "react-router";
import { reloadForNewVersion } from "../offline/new-version.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { NotFoundPage } from "./NotFoundPage.tsx";
import { words } from "./words.ts";

/** In place of a page that threw, or whose code could not be loaded. */
export function RouteFailure() {
  const error = useRouteError();
  const missing = isMissingChunk(error);
  const [looking, setLooking] = useState(missing);
  // After an update the page before is gone already, and what was written there is kept: a new version shows the page.
  useEffect(() => {
    if (!missing) return;
    void reloadForNewVersion().then((reloads) => {
      if (!reloads) setLooking(false);
    });
  }, [missing]);
  const title = missing ? words.failure.missingTitle : words.failure.title;
  usePageTitle(looking ? undefined : title);
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  return (
    <main id="main" tabIndex={-1}>
      {looking ? (
        <Loading />
      ) : (
        <EmptyState
          icon={TriangleAlert}
          title={title}
          heading="h1"
          actions={<Button onClick={() => window.location.reload()}>{words.failure.reload}</Button>}
        >
          {missing ? words.failure.missing : words.failure.text}
        </EmptyState>
      )}
    </main>
  );
}

/** Offline, or after an update: the server no longer has the files of the old build. Each browser says it its way. */
function isMissingChunk(error: unknown): boolean {
  const said = /dynamically imported module|importing a module script|unable to preload/i;
  return error instanceof Error && said.test(error.message);
}
