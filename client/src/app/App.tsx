import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { flushSync } from "react-dom";
import { RouterProvider } from "react-router";
import { createQueryClient } from "../api/query-client.ts";
import { colorSchemeManager } from "../ui/appearance.ts";
import { theme } from "../ui/theme.ts";
import { createRouter } from "./routes.tsx";

/** What react-router/dom gives its provider; that module brings along much that only servers need. */
const flush = (change: () => unknown): undefined => {
  flushSync(change);
};

/** Variables and global classes stand in tokens.css and mantine.css, so that Mantine need not write style elements. */
export function App() {
  const [client] = useState(createQueryClient);
  const [router] = useState(createRouter);
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemeManager}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={client}>
        <RouterProvider router={router} flushSync={flush} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
