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

/** In place of what could not be loaded. */
export function ErrorState({ title = words.problem, error, onRetry, actions }: ErrorStateProps) {
  return (
    <div role="alert">
      <EmptyState
        icon={CircleAlert}
        title={title}
        actions={
          <>
            {onRetry && (
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
