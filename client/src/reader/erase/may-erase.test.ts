import type { LayerInfo } from "@postil/shared/schema/article";
import { ROLES } from "@postil/shared/schema/role";
import { expect, it } from "vitest";
import { mayErase } from "./may-erase.ts";

const layer = (kind: LayerInfo["kind"], rights: Partial<LayerInfo> = {}) =>
  ({ id: "layer", kind, canAnnotate: true, canComment: true, ...rights }) as LayerInfo;

it("owners erase where they moderate, everybody in their own private layer, nobody while coding blind", () => {
  const who = (info: LayerInfo) => ROLES.filter((role) => mayErase(role, info));
  expect(who(layer("team"))).toEqual(["owner"]);
  expect(who(layer("consensus"))).toEqual(["owner"]);
  expect(who(layer("private"))).toEqual([...ROLES]);
  expect(who(layer("blind"))).toEqual([]);
  expect(who(layer("blind", { canAnnotate: false }))).toEqual(["owner"]);
  expect(who(layer("blind", { canAnnotate: false, canComment: false }))).toEqual([]);
});
