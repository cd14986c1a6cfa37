import { describe, expect, it } from "vitest";
import { readAddressList } from "./address-list.ts";

const emails = (text: string) => readAddressList(text).map(({ email }) => email);

describe("a pasted list of addresses", () => {
  it("is parted by lines, tabs, commas, semicolons, and spaces between bare addresses", () => {
    const five = ["a@x.org", "b@x.org", "c@x.org", "d@x.org", "e@x.org"];
    expect(emails("a@x.org, b@x.org;c@x.org\r\nd@x.org\te@x.org\n\n")).toEqual(five);
    expect(emails("a@x.org b@x.org  c@x.org d@x.org e@x.org")).toEqual(five);
    expect(readAddressList(" \n;,\t ")).toEqual([]);
  });

  it("may hold names, with commas in them too", () => {
    expect(readAddressList('Ann <a@x.org>, "Lee, Bo" <b@x.org>; Kim, Cy <c@x.org>, <mailto:d@x.org>')).toEqual([
      { entry: "Ann <a@x.org>", email: "a@x.org", name: "Ann" },
      { entry: '"Lee, Bo" <b@x.org>', email: "b@x.org", name: "Lee, Bo" },
      { entry: "Kim, Cy <c@x.org>", email: "c@x.org", name: "Kim, Cy" },
      { entry: "<mailto:d@x.org>", email: "d@x.org", name: null },
    ]);
  });

  it("says of each entry that holds none that it holds none, and loses none beside it", () => {
    expect(emails('nobody, a@x.org\nAnn Miller\n"open quote, b@x.org\nc@@x.org; <>; d@x.org <e@x.org> f')).toEqual([
      ...[null, "a@x.org", null, null, "b@x.org", null, null, null],
    ]);
    expect(readAddressList(`${"x".repeat(500)}`)[0]?.entry).toHaveLength(120);
  });

  it("gives nothing that begins a header of a mail", () => {
    const hostile = [
      "a@x.org\r\nBcc: victim@x.org",
      "a@x.org%0ABcc:victim@x.org",
      '"a\u0000\u0007b" <c@x.org>',
      "Ann\u2028Bcc: <victim@x.org>",
      "a@x.org>\nRCPT TO:<victim@x.org",
    ];
    for (const { email, name } of readAddressList(hostile.join("\n"))) {
      expect(`${email ?? ""} ${name ?? ""}`).not.toMatch(/\p{Cc}|\u2028|[<>,;"]/u);
    }
  });
});
