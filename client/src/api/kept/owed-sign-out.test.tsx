// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useMe, useSignIn, useSignOut } from "../accounts.ts";
import { owedSignOut } from "./owed-sign-out.ts";
import { rememberSignedIn, signedInHere } from "./signed-in-here.ts";

const ben = {
  id: "ben-0123456789abcdef",
  name: "Ben",
  email: "ben@example.org",
  hasPassword: true,
  createdAt: "2026-01-01T10:00:00.000Z",
};
const dana = { ...ben, id: "dana-0123456789abcde", name: "Dana", email: "dana@example.org" };

/** What the browser's cookie stands for, and whether the server can be reached. */
let session: typeof ben | null;
let reachable: boolean;
let asked: string[];

beforeEach(() => {
  session = ben;
  reachable = true;
  asked = [];
  rememberSignedIn(ben);
  vi.stubGlobal("fetch", async (path: string) => {
    if (!reachable) throw new TypeError("Failed to fetch");
    asked.push(path);
    if (path === "/api/auth/logout") session = null;
    if (path === "/api/auth/login") session = dana;
    if (path !== "/api/auth/me") return new Response(null, { status: 204 });
    if (session) return Response.json({ user: session });
    const error = { code: "unauthenticated", message: "Sign in." };
    return Response.json({ error }, { status: 401 });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  localStorage.clear();
});

/** A page just loaded. */
function page() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return {
    me: () => renderHook(() => useMe(), { wrapper }).result,
    signOut: () => renderHook(() => useSignOut(), { wrapper }).result.current.mutateAsync(ben.id),
    signIn: () =>
      renderHook(() => useSignIn(), { wrapper }).result.current.mutateAsync({ email: dana.email, password: "secret" }),
  };
}

async function signOutUnheard(): Promise<void> {
  reachable = false;
  await page().signOut();
  rememberSignedIn(null);
}

describe("signing out where the server can't be reached", () => {
  it("leaves nobody signed in here, though the cookie is still good", async () => {
    await signOutUnheard();
    const me = page().me();
    await waitFor(() => expect(me.current.data).toBeNull());
    expect(owedSignOut()).toBe(ben.id);
  });

  it("ends the session on the server before anybody is told who is signed in", async () => {
    await signOutUnheard();
    reachable = true;
    const me = page().me();
    await waitFor(() => expect(me.current.data).toBeNull());
    expect(session).toBeNull();
    expect(owedSignOut()).toBeNull();
    expect(signedInHere()).toBeNull();
  });

  it("ends it before the next person signs in, and not theirs", async () => {
    await signOutUnheard();
    reachable = true;
    expect(await page().signIn()).toEqual(dana);
    expect(asked).toEqual(["/api/auth/me", "/api/auth/logout", "/api/auth/login", "/api/auth/me"]);
    expect(session).toEqual(dana);
  });

  it("leaves the session alone that somebody else has begun in another way", async () => {
    await signOutUnheard();
    reachable = true;
    session = dana;
    const me = page().me();
    await waitFor(() => expect(me.current.data).toEqual(dana));
    expect(asked).not.toContain("/api/auth/logout");
    expect(owedSignOut()).toBeNull();
  });

  it("fails where the browser keeps nothing: nobody would end the session later", async () => {
    reachable = false;
    const denied = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    await expect(page().signOut()).rejects.toThrow();
    denied.mockRestore();
    expect(owedSignOut()).toBeNull();
  });

  it("owes nothing where the server answers", async () => {
    await page().signOut();
    expect(session).toBeNull();
    expect(owedSignOut()).toBeNull();
  });
});
