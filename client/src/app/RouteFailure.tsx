import { Button } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { isRouteErrorResponse, useRouteError } from "react-router";
import { EmptyState } from "../ui/EmptyState.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { NotFoundPage } from "./NotFoundPage.tsx";
import { words } from "./words.ts";

/** In place of a page that threw, or whose code could not be loaded. */
export function RouteFailure() {
  const error = useRouteError();
  usePageTitle(words.failure.title);
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  return (
    <main id="main" tabIndex={-1}>
      <EmptyState
        icon={TriangleAlert}
        title={words.failure.title}
        heading="h1"
        actions={<Button onClick={() => window.location.reload()}>{words.failure.reload}</Button>}
      >
        {isMissingChunk(error) ? words.failure.stale : words.failure.text}
      </EmptyState>
    </main>
  );
}

/** After an update the server no longer has the files of the old build. */
function isMissingChunk(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|importing a module script/i.test(error.message);
}
