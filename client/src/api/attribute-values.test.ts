import { describe, expect, it } from "vitest";
import { attributeChoices, attributeValues } from "./attribute-values.ts";

const articles = [
  { attributes: { outlet: "Reuters", wave: "2" } },
  { attributes: { outlet: "AP", wave: "10" } },
  { attributes: { wave: "1", outlet: "AP" } },
];

describe("the attributes in use", () => {
  it("are named once each, in order, numbers as numbers", () => {
    expect(attributeValues(articles)).toEqual([
      ["outlet", ["AP", "Reuters"]],
      ["wave", ["1", "2", "10"]],
    ]);
  });

  it("are offered by name, as the filters take them", () => {
    expect(attributeChoices(articles)[0]).toEqual({
      group: "outlet",
      items: [
        { value: "outlet:AP", label: "AP" },
        { value: "outlet:Reuters", label: "Reuters" },
      ],
    });
  });
});
