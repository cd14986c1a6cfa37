import type { QueryFunction, QueryFunctionContext, QueryKey, QueryPersister } from "@tanstack/react-query";
import { ApiError } from "../http.ts";
import { queryKeys } from "../query-keys.ts";
import { dropAnswer, keepAnswer, keepOnlyWorkspaces, keptAnswer } from "./kept-answers.ts";
import { isKept } from "./kept-keys.ts";
import { signedInHere } from "./signed-in-here.ts";

/** How long the server may take before what is kept is shown meanwhile, in ms. */
export const PATIENCE = 4_000;

/** The server gave no answer of its own: no network, or a proxy answered for it. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || (error.status >= 502 && error.status <= 504));
}

/**
 * Asks the server, always first, and keeps what it answers; where it can't be reached, or takes too long, the answer is
 * what was kept. What is kept is as old as it is, so it is asked for anew at the next occasion.
 */
export const answerFromDevice: QueryPersister<unknown, QueryKey, never> = async (queryFn, context, query) => {
  const user = isKept(context.queryKey) ? (signedInHere()?.id ?? null) : null;
  if (user === null) return queryFn(context);
  const fresh = ask(user, queryFn, context);
  const first = await Promise.race([fresh.catch((error: unknown) => new Failed(error)), tooLong()]);
  if (first !== TOO_LONG && !(first instanceof Failed)) return first;
  if (first instanceof Failed && !isUnreachable(first.error)) throw first.error;
  const kept = await keptAnswer(user, context.queryKey);
  if (kept === null) return fresh;
  const { client, queryKey } = context;
  setTimeout(() => query.setState({ ...query.state, dataUpdatedAt: kept.at }), 0);
  // What comes late after all takes the place of what is old, unless its person has signed out meanwhile.
  fresh.then(
    (data) => {
      if (client.getQueryCache().get(query.queryHash) === query) client.setQueryData(queryKey, data);
    },
    () => undefined,
  );
  return kept.data;
};

class Failed {
  constructor(readonly error: unknown) {}
}

const TOO_LONG = Symbol("too long");
const tooLong = () => new Promise<typeof TOO_LONG>((resolve) => setTimeout(() => resolve(TOO_LONG), PATIENCE));

async function ask(
  user: string,
  queryFn: QueryFunction<unknown, QueryKey, never>,
  context: QueryFunctionContext<QueryKey>,
): Promise<unknown> {
  try {
    const data = await queryFn(context);
    keepAnswer(user, context.queryKey, data);
    if (context.queryKey[0] === queryKeys.workspaces[0]) void keepOnlyWorkspaces(user, idsOf(data));
    return data;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 403 || error.status === 404)) dropAnswer(user, context.queryKey);
    throw error;
  }
}

function idsOf(data: unknown): Set<string> {
  return new Set(Array.isArray(data) ? data.map(({ id }: { id: string }) => id) : []);
}
