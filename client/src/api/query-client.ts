import { QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./http.ts";
import { answerFromDevice } from "./kept/answer-from-device.ts";
import { queryKeys } from "./query-keys.ts";

/** A call that failed for want of a session may mean that it has ended: `me` is asked anew, and decides. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (error instanceof ApiError && error.status === 401 && query.queryKey[0] !== queryKeys.me[0]) {
          void client.invalidateQueries({ queryKey: queryKeys.me });
        }
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        persister: answerFromDevice,
        retry: (failures, error) => failures < 2 && isWorthRetrying(error),
        refetchOnWindowFocus: true,
        // Offline a call fails and says so; waiting for the connection would show a page that loads for ever.
        networkMode: "always",
        refetchOnReconnect: true,
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  return client;
}

function isWorthRetrying(error: unknown): boolean {
  // Without a network the next attempt fails like the last one.
  if (globalThis.navigator?.onLine === false) return false;
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
}
