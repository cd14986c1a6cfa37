// @vitest-environment jsdom
import type { Reading } from "@postil/shared/schema/article";
import { afterEach, describe, expect, it, vi } from "vitest";
import { rememberSignedIn } from "./kept/signed-in-here.ts";
import { forgetReadings, keepReading, keptReading, laterReading, sendReadings } from "./reading.ts";

const reading = (minute: number, place: number, furthest: number): Reading => ({
  place,
  furthest,
  placePosition: `place${place}`,
  furthestPosition: `furthest${furthest}`,
  updatedAt: `2026-01-05T10:0${minute}:00.000Z`,
});

describe("the place to come back to", () => {
  it("is the later one of this device's and the server's, with how far one came on either", () => {
    const [early, late] = [reading(1, 500, 900), reading(2, 100, 300)];
    const both = { ...late, furthest: 900, furthestPosition: "furthest900" };
    expect(laterReading(early, late)).toEqual(both);
    expect(laterReading(late, early)).toEqual(both);
    expect(laterReading(reading(1, 50, 60), late)).toEqual(late);
  });

  it("is the one there is", () => {
    expect(laterReading(null, null)).toBeNull();
    expect(laterReading(reading(1, 2, 3), null)).toEqual(reading(1, 2, 3));
    expect(laterReading(null, reading(1, 2, 3))).toEqual(reading(1, 2, 3));
  });
});

describe("the places on a device that several people use", () => {
  const person = (name: string) => ({
    id: `${name.toLowerCase()}-0123456789abcdef`,
    name,
    email: `${name.toLowerCase()}@example.org`,
    hasPassword: true,
    createdAt: "2026-01-01T10:00:00.000Z",
  });
  const [ben, dana] = [person("Ben"), person("Dana")];
  afterEach(() => {
    vi.unstubAllGlobals();
    localStorage.clear();
  });

  it("are sent while their person is signed in, never in the name of who signed in after them", async () => {
    const asked = vi.fn(async () => new Response(null, { status: 204 }));
    vi.stubGlobal("fetch", asked);
    keepReading(ben.id, "a1", reading(1, 2, 3));
    for (const other of [dana, null]) {
      rememberSignedIn(other);
      await sendReadings(ben.id);
      await sendReadings(ben.id, { leaving: true });
    }
    expect(asked).not.toHaveBeenCalled();
    rememberSignedIn(ben);
    await sendReadings(ben.id);
    await sendReadings(ben.id);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it("go when their person signs out, but for those that the server hasn't got, if these are to stay", async () => {
    vi.stubGlobal("fetch", async () => new Response(null, { status: 204 }));
    rememberSignedIn(ben);
    keepReading(ben.id, "a1", reading(1, 2, 3));
    await sendReadings(ben.id);
    keepReading(ben.id, "a2", reading(2, 4, 5));
    keepReading(dana.id, "a1", reading(1, 6, 7));
    forgetReadings(ben.id, { keepUnsent: true });
    expect([keptReading(ben.id, "a1"), keptReading(ben.id, "a2")]).toEqual([null, reading(2, 4, 5)]);
    forgetReadings(ben.id);
    expect(keptReading(ben.id, "a2")).toBeNull();
    expect(keptReading(dana.id, "a1")).toEqual(reading(1, 6, 7));
    expect(Object.keys(localStorage).filter((key) => key.includes(ben.id))).toEqual([]);
  });
});
