// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { invitationIn, safePath, withNext } from "./next-page.ts";

describe("where to go after signing in", () => {
  it("is a path of this site, with its query", () => {
    expect(safePath("/a/x?annotation=y")).toBe("/a/x?annotation=y");
  });

  it.each(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "a", "", null])(
    "is the home page for %s",
    (next) => {
      expect(safePath(next)).toBe("/");
    },
  );

  it("never leaves the site by control characters that browsers drop", () => {
    expect(safePath("/\t/evil.example")).toBe("/");
    expect(safePath("/\n/evil.example")).toBe("/");
  });

  it.each(["/.//evil.example", "/%2e//evil.example", "/a/..//evil.example"])("never leaves it by dots: %s", (next) => {
    expect(safePath(next)).toBe("/");
  });

  it("names no invitation when its link was cut off", () => {
    expect(invitationIn("/invitation/%E0%A4%A")).toBeUndefined();
  });

  it("names the invitation that one comes from", () => {
    expect(invitationIn("/invitation/abc")).toBe("abc");
    expect(invitationIn("/w/abc")).toBeUndefined();
  });

  it("is carried from page to page", () => {
    expect(withNext("/register", "/invitation/a")).toBe("/register?next=%2Finvitation%2Fa");
    expect(withNext("/register", "/")).toBe("/register");
  });
});
