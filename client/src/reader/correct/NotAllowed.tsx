import { Button } from "@mantine/core";
import { Lock } from "lucide-react";
import { Link } from "react-router";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { words } from "./words.ts";

/** Says that one may not correct this text, and leads back to it. */
export function NotAllowed({ article }: { article: string }) {
  return (
    <main id="main" tabIndex={-1}>
      <EmptyState
        icon={Lock}
        title={words.notAllowedTitle}
        actions={
          <Button component={Link} to={`/a/${article}`} variant="default">
            {words.back}
          </Button>
        }
      >
        {words.notAllowed}
      </EmptyState>
    </main>
  );
}
