import { Button } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "./EmptyState.tsx";
import { words } from "./words.ts";

interface ErrorStateProps {
  title?: string;
  /** Its message is shown: ApiError's say what to do. */
  error: unknown;
  onRetry?: () => void;
  actions?: ReactNode;
}

/** What was refused once is refused again: no such thing, no right to it. */
function isFinal(error: unknown): boolean {
  const status = error instanceof Error && "status" in error ? error.status : 0;
  return typeof status === "number" && status >= 400 && status < 500 && status !== 429;
}

/** In place of what could not be loaded. */
export function ErrorState({ title = words.problem, error, onRetry, actions }: ErrorStateProps) {
  return (
    <div role="alert">
      <EmptyState
        icon={CircleAlert}
        title={title}
        actions={
          <>
            {onRetry && !isFinal(error) && (
              <Button variant="default" onClick={onRetry}>
                {words.tryAgain}
              </Button>
            )}
            {actions}
          </>
        }
      >
        {error instanceof Error ? error.message : String(error)}
      </EmptyState>
    </div>
  );
}
