import { describe, expect, it } from "vitest";
import { clockOddity, formatMoment, sameClock, toInstant, toWallClock, zoneCity } from "./zones.ts";

describe("a wall clock in a time zone", () => {
  it("is the same instant all over the world, before and after clocks are set forward", () => {
    expect(toInstant("2026-03-28T23:59", "Europe/Berlin")).toBe("2026-03-28T22:59:00.000Z");
    expect(toInstant("2026-03-29T23:59", "Europe/Berlin")).toBe("2026-03-29T21:59:00.000Z");
    expect(toInstant("2026-03-07T12:00", "America/New_York")).toBe("2026-03-07T17:00:00.000Z");
    expect(toInstant("2026-03-08T12:00", "America/New_York")).toBe("2026-03-08T16:00:00.000Z");
  });

  it("comes an hour later when it falls into the hour that is left out", () => {
    const instant = toInstant("2026-03-29T02:30", "Europe/Berlin");
    expect(instant).toBe("2026-03-29T01:30:00.000Z");
    expect(toWallClock(instant, "Europe/Berlin")).toBe("2026-03-29T03:30");
  });

  it("is the first of two when it falls into the hour that comes twice", () => {
    expect(toInstant("2026-10-25T02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
    expect(toInstant("2026-11-01T01:30", "America/New_York")).toBe("2026-11-01T05:30:00.000Z");
  });

  it("comes back as it was typed, hour by hour around each change of the year", () => {
    for (const zone of ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]) {
      for (const day of ["2026-03-28", "2026-04-06", "2026-10-03", "2026-10-24", "2026-11-02", "2026-12-31"]) {
        for (let hour = 4; hour < 24; hour++) {
          const wall = `${day}T${String(hour).padStart(2, "0")}:15`;
          expect(toWallClock(toInstant(wall, zone), zone), `${wall} in ${zone}`).toBe(wall);
        }
      }
    }
  });

  it("is told to be left out, or to come twice, in each direction of the change", () => {
    expect(clockOddity("2026-03-29T02:30", "Europe/Berlin")).toBe("skipped");
    expect(clockOddity("2026-03-29T03:00", "Europe/Berlin")).toBeNull();
    expect(clockOddity("2026-10-25T02:00", "Europe/Berlin")).toBe("twice");
    expect(clockOddity("2026-10-25T02:59", "Europe/Berlin")).toBe("twice");
    expect(clockOddity("2026-10-25T03:00", "Europe/Berlin")).toBeNull();
    expect(clockOddity("2026-03-08T02:15", "America/New_York")).toBe("skipped");
    expect(clockOddity("2026-11-01T01:15", "America/New_York")).toBe("twice");
    // Half an hour only, and in the southern autumn.
    expect(clockOddity("2026-04-05T01:45", "Australia/Lord_Howe")).toBe("twice");
    expect(clockOddity("2026-10-04T02:15", "Australia/Lord_Howe")).toBe("skipped");
    expect(clockOddity("2026-07-01T02:30", "Europe/Berlin")).toBeNull();
    expect(clockOddity("", "Europe/Berlin")).toBeNull();
  });

  it("is some time while its year is being typed, key by key", () => {
    for (const zone of ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC"]) {
      for (const year of ["0001", "0002", "0020", "0209", "2090"]) {
        const wall = `${year}-06-02T13:00`;
        expect(toWallClock(toInstant(wall, zone), zone), `${wall} in ${zone}`).toBe(wall);
        expect(clockOddity(wall, zone)).toBeNull();
      }
    }
  });

  it("is nothing when nothing was typed, or no time", () => {
    expect(toInstant("", "UTC")).toBeNull();
    expect(toInstant("tomorrow", "UTC")).toBeNull();
    expect(toInstant("2026-13-41T10:00", "UTC")).toBeNull();
    expect(toWallClock(null, "UTC")).toBe("");
  });
});

describe("what a reader is shown", () => {
  it("is the time in the zone that is asked for", () => {
    expect(formatMoment("2026-03-29T21:59:00.000Z", "Europe/Berlin")).toContain("11:59 PM");
    expect(formatMoment("2026-03-29T21:59:00.000Z", "America/New_York")).toContain("05:59 PM");
  });

  it("tells zones apart by what their clocks show then, not by their names", () => {
    expect(sameClock("2026-07-01T10:00:00.000Z", "Europe/Berlin", "Europe/Paris")).toBe(true);
    expect(sameClock("2026-01-01T10:00:00.000Z", "Europe/London", "UTC")).toBe(true);
    expect(sameClock("2026-07-01T10:00:00.000Z", "Europe/London", "UTC")).toBe(false);
    expect(zoneCity("America/New_York")).toBe("New York");
  });
});
