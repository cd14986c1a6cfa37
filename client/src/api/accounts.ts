import { type DeleteMeBody, meSchema, publicSettingsSchema, type RegisterBody } from "@postil/shared/schema/account";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { ApiError, api } from "./http.ts";
import { isUnreachable, PATIENCE } from "./kept/answer-from-device.ts";
import { owedSignOut, oweSignOut, settleSignOut } from "./kept/owed-sign-out.ts";
import { rememberSignedIn, signedInHere, type User } from "./kept/signed-in-here.ts";
import { queryKeys } from "./query-keys.ts";

export type { User };

/** Where the server can't be reached, whom it last named on this device; null: nobody, or they signed out here. */
async function fetchMe(signal?: AbortSignal): Promise<User | null> {
  const asked = askForMe(signal);
  const here = signedInHere();
  if (here === null && owedSignOut() === null) return asked;
  try {
    return await Promise.race([asked, new Promise<User | null>((say) => setTimeout(() => say(here), PATIENCE))]);
  } catch (error) {
    if (isUnreachable(error)) return here;
    throw error;
  }
}

async function askForMe(signal?: AbortSignal): Promise<User | null> {
  let user: User | null;
  try {
    user = (await api.get("/auth/me", meSchema, { signal })).user;
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
    user = null;
  }
  const owed = owedSignOut();
  if (owed !== null) {
    if (user?.id === owed) {
      await api.post("/auth/logout");
      user = null;
    }
    settleSignOut();
  }
  rememberSignedIn(user);
  return user;
}

/** While the server has yet to hear of a sign-out it is asked this often, in ms. */
const PACE = 10_000;

/** Who is signed in; `data` is null when nobody is. */
export function useMe() {
  return useQuery({
    queryKey: queryKeys.me,
    queryFn: ({ signal }) => fetchMe(signal),
    staleTime: 60_000,
    refetchOnWindowFocus: "always",
    refetchOnReconnect: "always",
    refetchInterval: () => owedSignOut() !== null && PACE,
    refetchIntervalInBackground: true,
  });
}

/** Filled by the shell around all pages that need a signed-in person. */
export const UserContext = createContext<User | null>(null);

/** The signed-in person. Only for pages inside the signed-in part; throws elsewhere. */
export function useUser(): User {
  const user = useContext(UserContext);
  if (!user) throw new Error("useUser outside the signed-in pages");
  return user;
}

/** `GET /api/settings`: who may register, which database stands behind, the version. */
export function useSettings() {
  return useQuery({
    queryKey: queryKeys.settings,
    queryFn: ({ signal }) => api.get("/settings", publicSettingsSchema, { signal }),
    staleTime: 300_000,
  });
}

function useSessionMutation<T>(mutationFn: (body: T) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: T) => {
      // Until it is known who comes, nothing is kept for anybody.
      rememberSignedIn(null);
      if (owedSignOut() !== null) await askForMe();
      await mutationFn(body);
      // What the last person saw must not be shown to the next one.
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== queryKeys.settings[0] });
      return client.fetchQuery({ queryKey: queryKeys.me, queryFn: ({ signal }) => fetchMe(signal) });
    },
  });
}

export function useSignIn() {
  return useSessionMutation((body: { email: string; password: string }) => api.post("/auth/login", body));
}

export function useRegister() {
  return useSessionMutation((body: RegisterBody) => api.post("/auth/register", body));
}

/** Signs in with a link's token. */
export function useLinkSignIn() {
  return useSessionMutation((token: string) => api.post("/auth/link", { token }));
}

/** Sets a new password by a reset link; one signs in with it afterwards. */
export function useResetPassword() {
  return useMutation({
    mutationFn: (body: { token: string; password: string }) => api.post("/auth/reset-password", body),
  });
}

/**
 * Ends the session; where the server can't be reached it is ended here, and there as soon as it is. The caller then
 * forgets what this device keeps and leaves by a full page load, which forgets everything in memory.
 */
export function useSignOut() {
  return useMutation({
    mutationFn: async (userId: string) => {
      try {
        await api.post("/auth/logout", undefined, undefined, { signal: AbortSignal.timeout(PATIENCE) });
      } catch (error) {
        if (!isUnreachable(error) || !oweSignOut(userId)) throw error;
      }
    },
  });
}

export function useUpdateMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string }) => api.patch("/auth/me", body, meSchema),
    onSuccess: () => {
      void client.invalidateQueries();
    },
  });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) => api.post("/auth/password", body),
  });
}

export function useDeleteMe() {
  return useMutation({ mutationFn: (body: DeleteMeBody) => api.delete("/auth/me", body) });
}
