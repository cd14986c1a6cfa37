import { hash } from "@node-rs/argon2";
import { describe, expect, it } from "vitest";
import { ARGON2, isWeakerThan, Passwords } from "./passwords.ts";

describe("passwords", () => {
  it("are argon2id with 19 MiB, two passes and one lane", async () => {
    expect(await new Passwords().hash("correct horse")).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it("match however the keyboard composed them, and only themselves", async () => {
    const passwords = new Passwords();
    const stored = await passwords.hash("café au lait");
    expect(await passwords.matches(stored, "cafe\u0301 au lait")).toBe(true);
    expect(await passwords.matches(stored, "cafe au lait")).toBe(false);
  });

  it("of unknown accounts never match", async () => {
    const passwords = new Passwords();
    await passwords.onModuleInit();
    expect(await passwords.matches(null, "whatever it is")).toBe(false);
  });

  it("are outdated once the parameters have risen", async () => {
    const old = await hash("correct horse", { ...ARGON2, memoryCost: 8_192 });
    expect(new Passwords().isOutdated(old)).toBe(true);
    expect(new Passwords().isOutdated(await new Passwords().hash("correct horse"))).toBe(false);
    expect(isWeakerThan(old, { ...ARGON2, memoryCost: 8_192, timeCost: 3 })).toBe(true);
  });
});
