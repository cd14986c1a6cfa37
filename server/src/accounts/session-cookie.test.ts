import { describe, expect, it } from "vitest";
import { readSessionCookie, sessionCookie } from "./session-cookie.ts";

const HTTP = "http://127.0.0.1:3000";
const HTTPS = "https://postil.example.org";

describe("the session cookie", () => {
  it("is HttpOnly and SameSite=Lax for the whole site", () => {
    expect(sessionCookie("abc", HTTP, 60)).toBe("postil_session=abc; Max-Age=60; Path=/; HttpOnly; SameSite=Lax");
  });

  it("is Secure under the __Host- prefix behind HTTPS, and the bare name counts for nothing there", () => {
    expect(sessionCookie("abc", HTTPS, 60)).toBe(
      "__Host-postil_session=abc; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax",
    );
    expect(readSessionCookie("postil_session=planted", HTTPS)).toBeNull();
    expect(readSessionCookie("a=1; __Host-postil_session=abc", HTTPS)).toBe("abc");
  });

  it("is read among others, and is null when missing or empty", () => {
    expect(readSessionCookie("x=1; postil_session=abc; y=2", HTTP)).toBe("abc");
    expect(readSessionCookie("postil_session=", HTTP)).toBeNull();
    expect(readSessionCookie(undefined, HTTP)).toBeNull();
  });
});
