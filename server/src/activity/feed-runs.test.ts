import { describe, expect, it } from "vitest";
import { type FeedEvent, Runs } from "./feed-runs.ts";

let next = 0;
/** `minute`s before noon. */
function event(minute: number, actor: string, more: Partial<FeedEvent> = {}): FeedEvent {
  next += 1;
  return {
    ...{ at: new Date(Date.UTC(2025, 3, 30, 12, -minute)).toISOString(), source: 1, id: String(next), actor },
    ...{ type: "annotated", article: "an-article", layer: "a-layer", layerKind: "team", assignment: null, ref: null },
    detail: null,
    ...more,
  };
}

const counts = (runs: Runs) => runs.all.map(({ events, count }) => `${events[0]?.actor} ${count}`);

describe("runs of a feed", () => {
  it("hold the same by one person in one place, while others do theirs", () => {
    const runs = new Runs(10);
    for (const one of [event(0, "ben"), event(1, "cleo"), event(20, "ben"), event(45, "ben")]) runs.take(one);
    for (const one of [event(46, "ben", { layer: "another" }), event(47, "ben", { type: "commented" })]) runs.take(one);
    expect(counts(runs)).toEqual(["ben 3", "cleo 1", "ben 1", "ben 1"]);
    expect(runs.all[0]?.oldest).toBe("2025-04-30T11:15:00.000Z");
  });

  it("end with a pause of more than half an hour", () => {
    const runs = new Runs(10);
    for (const one of [event(0, "ben"), event(30, "ben"), event(61, "ben"), event(62, "ben")]) runs.take(one);
    expect(counts(runs)).toEqual(["ben 2", "ben 2"]);
  });

  it("take no event that would begin one too many, but still those that go on with one", () => {
    const runs = new Runs(1);
    expect([event(0, "ben"), event(1, "ben"), event(2, "cleo")].map((one) => runs.take(one))).toEqual([
      true,
      true,
      false,
    ]);
    expect(counts(runs)).toEqual(["ben 2"]);
  });

  it("keep no more than the first few of their events", () => {
    const runs = new Runs(1);
    for (let minute = 0; minute < 1_000; minute++) runs.take(event(minute, "ben"));
    expect(runs.all[0]?.count).toBe(1_000);
    expect(runs.all[0]?.events).toHaveLength(3);
  });

  it("never gather what says something of its own each time", () => {
    const runs = new Runs(10);
    for (const minute of [0, 1]) runs.take(event(minute, "ada", { type: "role-changed", layer: null }));
    expect(counts(runs)).toEqual(["ada 1", "ada 1"]);
  });
});
