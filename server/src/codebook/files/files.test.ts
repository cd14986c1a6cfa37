import { CODEBOOK_COLUMNS, COLOUR_WORDS, codebookRecord, type FiledTag } from "@postil/shared/export/codebook-csv";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { toCsv } from "../../platform/csv.ts";
import { CODE_COLOURS, nearestColour } from "./code-colours.ts";
import { fromDescription, toDescription } from "./qdc-text.ts";
import { readCsv } from "./read-csv.ts";
import { readQdc } from "./read-qdc.ts";
import { QDC_NAMESPACE, writeQdc } from "./write-qdc.ts";

const nasty = fc.constantFrom(
  ..."=+-@'\"<>&;,|\\\n\t ]",
  "a",
  "ä",
  "🌊",
  "When to use:",
  "Examples:",
  "\n",
  "]]>",
  "\ufeff",
);
const words = (max: number) =>
  fc.array(nasty, { maxLength: max }).map((signs) => signs.join("").replaceAll("\r", "").trim());
const name = words(6)
  .map((text) => text.replace(/[;>\n\t]/g, ""))
  .map((text) => text.trim())
  .filter((text) => text !== "");
const filed = fc.record({
  description: words(8),
  whenToUse: words(6),
  whenNot: words(6),
  examples: fc.array(
    fc.record({ quote: words(5).filter((text) => text !== ""), source: words(3), annotation: fc.constant(null) }),
    { maxLength: 3 },
  ),
  colour: fc.integer({ min: 0, max: 11 }),
  sign: fc.constantFrom(null, "§", "=", "'"),
  shortcut: fc.constantFrom(null, 1, 9),
  archived: fc.boolean(),
});

/** A tree: each tag under an earlier one, or at the top, with a name that its siblings don't have. */
const codebooks = fc
  .array(fc.record({ name, told: filed, under: fc.nat() }), { minLength: 1, maxLength: 8 })
  .map((made) => {
    const tree: { tag: FiledTag; children: number[] }[] = [];
    for (const [index, { name, told, under }] of made.entries()) {
      const parent = index === 0 || under % 3 === 0 ? undefined : tree[under % index];
      const path = [...(parent?.tag.path ?? []), `${index} ${name}`.slice(0, 80).trim()];
      const guid = `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
      tree.push({ tag: { ...told, path, guid }, children: [] });
      parent?.children.push(index);
    }
    const inOrder = (index: number): FiledTag[] => {
      const node = tree[index] as (typeof tree)[number];
      return [node.tag, ...node.children.flatMap(inOrder)];
    };
    return tree.flatMap(({ tag }, index) => (tag.path.length === 1 ? inOrder(index) : []));
  });

const withoutWhere = (rows: { where: string }[]) => rows.map(({ where: _where, ...row }) => row);

describe("a codebook as CSV", () => {
  it("comes back as it was, raw or guarded", () => {
    fc.assert(
      fc.property(codebooks, (tags) => {
        const cells = tags.map((tag) => codebookRecord(tag, false));
        expect(cells.flat().filter((cell) => /^[=+\-@\t]/.test(cell))).toEqual([]);
        const csv = toCsv([[...CODEBOOK_COLUMNS], ...cells], true);
        const { rows, problems, notes } = readCsv(`\ufeff${csv}`);
        expect([problems, notes]).toEqual([[], []]);
        expect(withoutWhere(rows)).toEqual(tags);
      }),
    );
  });

  it("may have other delimiters, other names of columns, and columns that are unknown", () => {
    const { rows, problems, notes } = readCsv("Name;Color;Whatever;Description\r\nA > B;Teal;1;What it is\r\n");
    expect(problems).toEqual([]);
    expect(withoutWhere(rows)).toEqual([
      { path: ["A", "B"], colour: COLOUR_WORDS.indexOf("teal"), description: "What it is" },
    ]);
    expect(notes[0]).toContain("Whatever");
    expect(readCsv("path\ttoString\nA\t1\n").rows).toHaveLength(1);
  });

  it.each([
    ["", "Row 1"],
    ["definition\nWhat", "Row 1"],
    ['path\n""\n', "Row 2, path"],
    ["path\nA;B\n", "Row 2, path"],
    [`path\n${"x".repeat(81)}\n`, "Row 2, path"],
    [`path\n${Array(51).fill("a").join(">")}\n`, "Row 2, path"],
    ["path,colour\nA,mauve\n", "Row 2, colour"],
    ["path,shortcut\nA,10\n", "Row 2, shortcut"],
    ["path,sign\nA,abc\n", "Row 2, sign"],
    ["path,guid\nA,1\n", "Row 2, guid"],
    ["path,archived\nA,perhaps\n", "Row 2, archived"],
    ['path\n"A\n', "File"],
  ])("that is wrong says where: %j", (text, where) => {
    expect(readCsv(text).problems[0]?.where).toBe(where);
  });
});

describe("a description of a REFI-QDA code", () => {
  it("holds all that a tag says of itself", () => {
    fc.assert(
      fc.property(filed, ({ description, whenToUse, whenNot, examples }) => {
        const told = { description, whenToUse, whenNot, examples };
        const back = fromDescription(toDescription(told));
        expect(back).toEqual(told);
      }),
    );
    expect(toDescription({ description: "What", whenToUse: "Here", whenNot: "", examples: [] })).toBe(
      "What\nWhen to use:\nHere",
    );
  });
});

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What the schema of the codebook exchange format asks (types CodesType and CodeType of QDA-XML 1.0). */
function schemaFaults(xml: string): string[] {
  const faults: string[] = [];
  const open: { name: string; children: string[] }[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => faults.push(error.message));
  parser.on("opentag", ({ local, uri, attributes }) => {
    const parent = open.at(-1);
    parent?.children.push(local);
    open.push({ name: local, children: [] });
    const allowed: Record<string, string[]> = {
      CodeBook: [""],
      Codes: ["CodeBook"],
      Code: ["Codes", "Code"],
      Description: ["Code"],
    };
    if (uri !== QDC_NAMESPACE) faults.push(`${local} is in ${uri}`);
    if (!allowed[local]?.includes(parent?.name ?? "")) faults.push(`${local} in ${parent?.name}`);
    const given = Object.fromEntries(Object.entries(attributes).map(([key, { value }]) => [key, value]));
    if (local !== "Code") return;
    if (!GUID.test(given.guid ?? "")) faults.push(`guid ${given.guid}`);
    if (!given.name) faults.push("a code without a name");
    if (!/^(true|false|0|1)$/.test(given.isCodable ?? "")) faults.push(`isCodable ${given.isCodable}`);
    if (given.color !== undefined && !/^#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})$/.test(given.color)) faults.push(given.color);
    const unknown = Object.keys(given).filter((key) => !["guid", "name", "isCodable", "color"].includes(key));
    if (unknown.length > 0) faults.push(`attributes ${unknown}`);
  });
  parser.on("closetag", () => {
    const closed = open.pop();
    if (closed?.name === "Codes" && closed.children.length === 0) faults.push("no codes");
    if (closed?.name === "Code" && closed.children.lastIndexOf("Description") > 0) faults.push("Description not first");
  });
  parser.write(xml).close();
  return faults;
}

describe("a codebook as REFI-QDA", () => {
  it("is as the schema has it, and comes back as it was as far as the format goes", () => {
    fc.assert(
      fc.property(codebooks, (tags) => {
        const xml = writeQdc(tags);
        expect(schemaFaults(xml)).toEqual([]);
        const { rows, problems } = readQdc(xml);
        expect(problems).toEqual([]);
        const told = tags.map(({ path, guid, colour, description, whenToUse, whenNot, examples }) => {
          const any = description + whenToUse + whenNot !== "" || examples.length > 0;
          return { path, guid, colour, ...(any ? { description, whenToUse, whenNot, examples } : {}) };
        });
        expect(withoutWhere(rows)).toEqual(told);
      }),
    );
  });

  it("of another program is read: other namespaces, sets, any colour, names that a tag can't have", () => {
    const xml = `<?xml version="1.0" encoding="utf-8"?>
      <CodeBook xmlns="urn:QDA-XML:codebook:1:0" origin="Another 12">
        <Codes>
          <Code guid="{2A08BDDF-4C35-4250-BF77-7DE37B50C930}" name="A; b &gt; c" isCodable="true" color="#f00">
            <Description>What &amp; <![CDATA[<why>]]></Description>
            <Code guid="2d969af8-c875-4fae-bcd8-f0162bc27396" name="${"x".repeat(100)}" isCodable="false"/>
          </Code>
        </Codes>
        <Sets><Set guid="2d969af8-c875-4fae-bcd8-f0162bc27399" name="S"><Description>No</Description></Set></Sets>
      </CodeBook>`;
    const { rows, problems, notes } = readQdc(xml);
    expect(problems).toEqual([]);
    expect(withoutWhere(rows)).toEqual([
      {
        path: ["A, b › c"],
        guid: "2a08bddf-4c35-4250-bf77-7de37b50c930",
        colour: nearestColour("#ff0000"),
        description: "What & <why>",
      },
      { path: ["A, b › c", `${"x".repeat(79)}…`], guid: "2d969af8-c875-4fae-bcd8-f0162bc27396" },
    ]);
    expect(notes).toHaveLength(2);
  });

  const entity = (declared: string, used = "&a;") =>
    `<!DOCTYPE CodeBook [${declared}]><CodeBook xmlns="${QDC_NAMESPACE}"><Codes><Code guid="2d969af8-c875-4fae-bcd8-f0162bc27396" name="${used}" isCodable="true"/></Codes></CodeBook>`;
  it.each([
    ["an external entity", entity('<!ENTITY a SYSTEM "file:///etc/passwd">')],
    [
      "entities that grow",
      entity(
        `<!ENTITY a "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i} "${"&a;".repeat(10)}">`).join("")}`,
      ),
    ],
    ["an external DTD", entity("").replace("[]", 'SYSTEM "http://example.org/x.dtd"')],
    ["an entity that isn't declared", entity("").replace(/<!DOCTYPE.*?>/, "")],
    ["what isn't XML", "path,definition\nA,What"],
    ["what isn't well-formed", "<CodeBook><Codes></CodeBook>"],
    ["nothing", ""],
    ["another document", "<Project xmlns='urn:QDA-XML:project:1.0'><Codes/></Project>"],
    ["a tower of codes", `<CodeBook>${"<Codes>".repeat(2_000)}`],
  ])("with %s is refused", (_what, xml) => {
    const { rows, problems } = readQdc(xml);
    expect(rows).toEqual([]);
    expect(problems).toHaveLength(1);
  });
});

describe("the nearest colour", () => {
  it("is the palette's own for its own, and a likely one for others", () => {
    expect(CODE_COLOURS.map((colour) => nearestColour(colour))).toEqual(CODE_COLOURS.map((_colour, index) => index));
    expect(COLOUR_WORDS[nearestColour("#808080") ?? -1]).toBe("slate");
    expect(COLOUR_WORDS[nearestColour("#0000ff") ?? -1]).toBe("blue");
    expect(nearestColour("red")).toBeNull();
  });
});
