import type { Member } from "@postil/shared/schema/workspace";
import { expect, it } from "vitest";
import { filterMembers } from "./member-filter.ts";

const member = (actor: string, name: string, role: Member["role"], email?: string): Member => ({
  ...{ actor, name, role, colour: 0, active: true, joinedAt: null, pseudonym: false },
  ...(email === undefined ? {} : { email }),
});
const members = [
  member("a", "Ánna Lee", "annotator", "al@uni.example"),
  member("b", "Bo Annan", "viewer", "bo@uni.example"),
  member("c", "Cy", "annotator"),
];
const groups = [{ id: "g", name: "Monday", people: ["a"], assignments: [] }];
const found = (filter: object) =>
  filterMembers(members, groups, { q: "", role: "", group: "", ...filter }).map(({ actor }) => actor);

it("members are found by the beginnings of their names without accents, by address, role and group", () => {
  expect(found({})).toEqual(["a", "b", "c"]);
  expect(found({ q: "ANNA" })).toEqual(["a", "b"]);
  expect(found({ q: "lee an" })).toEqual(["a"]);
  expect(found({ q: "uni.example" })).toEqual(["a", "b"]);
  expect(found({ q: "ee" })).toEqual([]);
  expect(found({ role: "annotator", group: "none" })).toEqual(["c"]);
  expect(found({ group: "g" })).toEqual(["a"]);
  expect(found({ group: "gone" })).toEqual([]);
});
