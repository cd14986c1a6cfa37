import { expect, it } from "vitest";
import { emailKey } from "./email-key.ts";

it("two spellings of one address have one key", () => {
  expect(emailKey("  Ada@Example.ORG ")).toBe("ada@example.org");
  expect(emailKey("ada@example.org")).toBe("ada@example.org");
});
