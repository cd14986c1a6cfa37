import { FileQuestion } from "lucide-react";
import { Link } from "react-router";
import { EmptyState } from "../ui/EmptyState.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { words } from "./words.ts";

export function NotFoundPage() {
  usePageTitle(words.notFound.title);
  return (
    <main id="main" tabIndex={-1}>
      <EmptyState
        icon={FileQuestion}
        title={words.notFound.title}
        heading="h1"
        actions={<Link to="/">{words.notFound.home}</Link>}
      >
        {words.notFound.text}
      </EmptyState>
    </main>
  );
}
