import { expect, it } from "vitest";
import { gathered } from "./gathered.ts";

it("answers what is asked together by one look, each with its own", async () => {
  const looks: string[][] = [];
  const find = gathered(async (keys) => {
    looks.push(keys);
    return new Map(keys.filter((key) => key !== "nobody").map((key) => [key, key.toUpperCase()]));
  });
  expect(await Promise.all(["ann", "ben", "ann", "nobody"].map(find))).toEqual(["ANN", "BEN", "ANN", null]);
  expect(await find("inge")).toBe("INGE");
  expect(looks).toEqual([["ann", "ben", "nobody"], ["inge"]]);
});

it("tells all who asked when looking fails, and looks anew for the next", async () => {
  let fails = true;
  const find = gathered(async (keys) => {
    if (fails) throw new Error("away");
    return new Map(keys.map((key) => [key, 1]));
  });
  expect((await Promise.allSettled(["ann", "ben"].map(find))).map(({ status }) => status)).toEqual([
    "rejected",
    "rejected",
  ]);
  fails = false;
  expect(await find("ann")).toBe(1);
});
