import { describe, expect, it } from "vitest";
import { networkOf, SignInThrottle } from "./sign-in-throttle.ts";

describe("the sign-in throttle", () => {
  it("makes an account wait after ten failures, whatever address they come from", () => {
    const throttle = new SignInThrottle();
    for (let i = 0; i < 10; i++) throttle.begin("ada@example.org", `10.0.0.${i}`);
    expect(() => throttle.begin("ada@example.org", "10.0.1.1")).toThrow(/Too many failed attempts/);
    expect(() => throttle.begin("bob@example.org", "10.0.1.1")).not.toThrow();
  });

  it("makes an address wait after a hundred failures, whatever account they are on", () => {
    const throttle = new SignInThrottle();
    for (let i = 0; i < 100; i++) throttle.begin(`a${i}@example.org`, "10.0.0.1");
    expect(() => throttle.begin("new@example.org", "10.0.0.1")).toThrow(/Too many/);
    expect(() => throttle.begin("new@example.org", "10.0.0.2")).not.toThrow();
  });

  it("lets people register from an address that guesses came from, and stops guessed links by themselves", () => {
    const throttle = new SignInThrottle();
    for (let i = 0; i < 100; i++) throttle.begin(`a${i}@example.org`, "10.0.0.1");
    for (let i = 0; i < 100; i++) throttle.beginFromAddress("10.0.0.1");
    expect(() => throttle.beginFromAddress("10.0.0.1")).toThrow(/Too many/);
    expect(() => throttle.begin("new@example.org", "10.0.0.2")).not.toThrow();
  });

  it("counts attempts that are still under way", () => {
    const throttle = new SignInThrottle();
    const attempts = Array.from({ length: 10 }, () => throttle.begin("ada@example.org", "10.0.0.1"));
    expect(() => throttle.begin("ada@example.org", "10.0.0.1")).toThrow();
    attempts[0]?.cancelled();
    expect(() => throttle.begin("ada@example.org", "10.0.0.1")).not.toThrow();
  });

  it("never throttles a class that signs in rightly from one address", () => {
    const throttle = new SignInThrottle();
    for (let i = 0; i < 1000; i++) throttle.begin(`a${i}@example.org`, "10.0.0.1").succeeded();
    expect(() => throttle.begin("ada@example.org", "10.0.0.1")).not.toThrow();
  });
});

describe("networkOf", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:0:1::5", "2001:db8:0:1"],
    ["2001:db8::1:aaaa:0:0:1", "2001:db8:0:1"],
    ["2001:0db8:0000:0001:ffff:ffff:ffff:ffff", "2001:db8:0:1"],
    ["::1", "0:0:0:0"],
  ])("reads %s as %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
