import { strToU8, zipSync } from "fflate";

const MANY_PARTS = { level: 6 } as const;

function zip(files: Record<string, string>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), MANY_PARTS);
}

const wordRun = (text: string, properties = "") =>
  `<w:r>${properties ? `<w:rPr>${properties}</w:rPr>` : ""}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const wordParagraph = (content: string, properties = "") => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;
const wordItem = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>';

/** The text of the tests as Word writes it, or another document's XML. */
export function docxOf(documentXml?: string): Uint8Array {
  const body = [
    wordParagraph(wordRun("A heading"), '<w:pStyle w:val="berschrift1"/>'),
    wordParagraph(
      [
        wordRun("Plain, "),
        wordRun("str", "<w:b/>"),
        wordRun("ong", "<w:b/>"),
        wordRun(" and "),
        wordRun("slanted", "<w:i/>"),
        wordRun(", with ", '<w:b w:val="0"/>'),
        `<w:hyperlink r:id="r7">${wordRun("a link")}</w:hyperlink>`,
        `<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>${wordRun(".")}`,
      ].join(""),
    ),
    wordParagraph(wordRun("first"), wordItem),
    wordParagraph(wordRun("second"), wordItem),
    wordParagraph(wordRun("Said by somebody."), '<w:pStyle w:val="Q"/>'),
  ].join("");
  const style = (id: string, name: string) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`;
  return zip({
    "[Content_Types].xml": "<Types/>",
    "word/document.xml": documentXml ?? `<w:document xmlns:w="w" xmlns:r="r"><w:body>${body}</w:body></w:document>`,
    "word/styles.xml": `<w:styles xmlns:w="w">${style("berschrift1", "heading 1")}${style("Q", "Quote")}</w:styles>`,
    "word/numbering.xml": `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num></w:numbering>`,
    "word/_rels/document.xml.rels": `<Relationships><Relationship Id="r7" Target="https://example.org/a"/></Relationships>`,
    "docProps/core.xml": `<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>A title</dc:title><dc:creator>Ada</dc:creator><dcterms:created>2025-04-30T10:00:00Z</dcterms:created></cp:coreProperties>`,
  });
}

/** The text of the tests as OpenDocument, or another body. */
export function odtOf(textXml?: string): Uint8Array {
  const style = (name: string, properties: string) =>
    `<style:style style:name="${name}" style:family="text"><style:text-properties ${properties}/></style:style>`;
  const body = `<text:h text:outline-level="1">A heading</text:h>
      <text:p>Plain, <text:span text:style-name="T1">strong</text:span> and <text:span text:style-name="T2">slanted</text:span>, with<text:s/><text:a xlink:href="https://example.org/a">a link</text:a>.</text:p>
      <text:list text:style-name="L1"><text:list-item><text:p>first</text:p></text:list-item><text:list-item><text:p>second</text:p></text:list-item></text:list>
      <text:p text:style-name="P1">Said by somebody.</text:p>`;
  return zip({
    mimetype: "application/vnd.oasis.opendocument.text",
    "content.xml": `<office:document-content><office:automatic-styles>
      ${style("T1", 'fo:font-weight="bold"')}${style("T2", 'fo:font-style="italic"')}
      <style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>
      <text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>
      </office:automatic-styles><office:body><office:text>
      ${textXml ?? body}</office:text></office:body></office:document-content>`.replaceAll(
      "<office:document-content>",
      '<office:document-content xmlns:office="o" xmlns:style="s" xmlns:text="t" xmlns:fo="f" xmlns:xlink="x">',
    ),
    "styles.xml": `<office:styles xmlns:office="o" xmlns:style="s"><style:style style:name="Quotations" style:family="paragraph"/></office:styles>`,
    "meta.xml": `<office:meta xmlns:office="o" xmlns:dc="d" xmlns:meta="m"><dc:title>A title</dc:title><meta:initial-creator>Ada</meta:initial-creator><meta:creation-date>2025-04-30T10:00:00</meta:creation-date></office:meta>`,
    "META-INF/manifest.xml": `<manifest:manifest xmlns:manifest="m"/>`,
  });
}

/** The text of the tests as a book of two pages, or with another second page. */
export function epubOf(second?: string): Uint8Array {
  const page = (body: string) =>
    `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>${body}</body></html>`;
  return zip({
    mimetype: "application/epub+zip",
    "META-INF/container.xml": `<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>`,
    "OEBPS/book.opf": `<package xmlns:dc="d"><metadata><dc:title>A title</dc:title><dc:creator>Ada</dc:creator><dc:date>2025-04-30</dc:date></metadata>
      <manifest><item id="n" href="nav.xhtml" properties="nav"/><item id="a" href="one%20page.xhtml"/><item id="b" href="two.xhtml"/></manifest>
      <spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>`,
    "OEBPS/nav.xhtml": page("<nav>Contents</nav><p>Contents</p>"),
    "OEBPS/one page.xhtml": page(
      `<h1>A heading</h1><p>Plain, <strong>strong</strong> and <i>slanted</i>, with <a href="https://example.org/a">a link</a>.</p>`,
    ),
    "OEBPS/two.xhtml": page(
      second ?? "<ol><li>first</li><li>second</li></ol><blockquote>Said by somebody.</blockquote>",
    ),
  });
}

export interface PdfText {
  x: number;
  y: number;
  size: number;
  text: string;
}

/** A PDF with these lines on its pages, in Helvetica. */
export function pdfOf(pages: readonly (readonly PdfText[])[]): Uint8Array {
  const objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""];
  objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  const kids: string[] = [];
  for (const lines of pages) {
    const content = lines
      .map(({ x, y, size, text }) => `BT /F1 ${size} Tf ${x} ${y} Td (${text.replace(/[()\\]/g, "\\$&")}) Tj ET`)
      .join("\n");
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${objects.length} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
    );
    kids.push(`${objects.length} 0 R`);
  }
  objects[1] = `<< /Type /Pages /Kids [${kids.join(" ")}] /Count ${kids.length} >>`;
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join("")}`;
  file += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}
