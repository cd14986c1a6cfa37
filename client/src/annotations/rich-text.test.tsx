// @vitest-environment jsdom
import { mentionMark } from "@postil/shared/schema/comment";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { MarkdownText } from "./MarkdownText.tsx";
import { RichText } from "./RichText.tsx";
import { type Room, RoomContext } from "./room.ts";
import { hostileTexts } from "./testing/hostile-texts.ts";

const BEN = "ben-0000000000000001";
const room = {
  readers: [{ actor: BEN, name: "Benedict", colour: 1, canComment: true }],
  writer: { actor: BEN },
} as unknown as Room;

function shown(text: string): HTMLElement {
  return render(
    <RoomContext value={room}>
      <MarkdownText text={text} />
    </RoomContext>,
  ).container;
}

function shownLong(text: string): HTMLElement {
  return render(
    <RoomContext value={room}>
      <MarkdownText text={text} long />
    </RoomContext>,
  ).container;
}

afterEach(cleanup);

describe("the words of a memo", () => {
  it("may have headings, quotes and rules besides, below the page's own headings", () => {
    expect(shownLong("## a\n\n### b\n\n> c\n\n---").innerHTML).toBe(
      "<h4>a</h4><h5>b</h5><blockquote><p>c</p></blockquote><hr>",
    );
  });

  it("hold no HTML and no addresses that run something, whatever is written", () => {
    for (const text of ["<img src=x onerror=alert(1)>", "> <script>alert(1)</script>", "# [x](javascript:alert(1))"]) {
      const page = shownLong(text);
      expect(page.querySelector("img, script, a")).toBeNull();
      expect(page.textContent).toContain("alert(1)");
    }
  });
});

describe("the words of notes and comments", () => {
  it("may be bold, italic, code, links and lists", () => {
    const html = shown("**b** _i_ `c <b>` [l](https://example.org/a?b=1)\n\n- one\n- two\n\n3. three").innerHTML;
    expect(html).toBe(
      "<p><strong>b</strong> <em>i</em> <code>c &lt;b&gt;</code> " +
        '<a href="https://example.org/a?b=1" target="_blank" rel="noopener noreferrer nofollow">l</a></p>' +
        '<ul><li><p>one</p></li><li><p>two</p></li></ul><ol start="3"><li><p>three</p></li></ol>',
    );
  });

  it("keep everything else as it was typed", () => {
    for (const text of [
      "# Not a heading",
      "a < b && c > d &amp; &copy; &#60;script&#62;",
      "> said she",
      "snake_case_name and 2 * 3 * 4",
      "line\nline",
      "    indented",
      "[a]: /there\n[a]",
      "~~gone~~ a --- b\n---",
      "[to](/a/relative) and [x](ftp://example.org)",
    ]) {
      const spaces = (value: string) => value.replace(/\s+/g, " ").trim();
      const { textContent, innerHTML } = shown(text);
      expect(spaces(textContent ?? "").replaceAll("`", "")).toBe(spaces(text).replaceAll("`", ""));
      expect(innerHTML).not.toMatch(/<(?!\/?(?:p|em|code|div)\b)/);
      cleanup();
    }
  });

  it("make links of addresses, in the text and in angle brackets", () => {
    const links = [
      ...shown("See https://example.org/x, <mailto:ada@example.org> or www.example.org").querySelectorAll("a"),
    ];
    expect(links.map(({ href }) => href)).toEqual([
      "https://example.org/x",
      "mailto:ada@example.org",
      "http://www.example.org/",
    ]);
    for (const { rel, target } of links) expect([rel, target]).toEqual(["noopener noreferrer nofollow", "_blank"]);
  });

  it("name whom they mention by the name of today, and nobody who can't read them", () => {
    const mark = mentionMark({ name: "Ben", actor: BEN });
    const stranger = mentionMark({ name: "Cai", actor: "cai-0000000000000001" });
    const { container } = render(
      <RoomContext value={room}>
        <MarkdownText text={`**Ask** ${mark}, not ${stranger}; [b](actor:${BEN})`} />
      </RoomContext>,
    );
    expect(container.textContent).toBe(`Ask @Benedict, not @Cai; [b](actor:${BEN})`);
    expect([...container.querySelectorAll("span")].map(({ textContent }) => textContent)).toEqual(["@Benedict"]);
    expect(container.querySelector("span")?.dataset.me).toBe("true");
    expect(container.querySelector("a")).toBeNull();
  });

  it("run nothing, load nothing and lead nowhere but to the web and to mail, whatever was stored", () => {
    for (const text of hostileTexts(BEN)) {
      const root = shown(text);
      for (const element of root.querySelectorAll("*")) {
        expect(["DIV", "P", "A", "EM", "STRONG", "CODE", "UL", "OL", "LI", "BR", "SPAN"], text).toContain(
          element.tagName,
        );
        for (const { name } of element.attributes) {
          expect(["href", "target", "rel", "start", "class", "data-me"], text).toContain(name);
        }
        const href = element.getAttribute("href");
        if (href !== null) expect(href, text).toMatch(/^(https?:|mailto:)/);
      }
      cleanup();
    }
  });

  it("are shown as typed at once, and with their marks when those can be read", async () => {
    render(
      <RoomContext value={room}>
        <RichText text={`**Now** ${mentionMark({ name: "Ben", actor: BEN })}`} />
      </RoomContext>,
    );
    expect(screen.getByText("**Now** @Benedict")).toBeDefined();
    await waitFor(() => expect(screen.getByText("Now").tagName).toBe("STRONG"));
  });

  it("are shown as typed when they hold more marks than anybody writes", () => {
    for (const unit of ["[", "*a_", "`", "<", "![](", "@["]) {
      const text = unit.repeat(20_000 / unit.length);
      const { container } = render(
        <RoomContext value={room}>
          <RichText text={text} />
        </RoomContext>,
      );
      expect(container.textContent).toBe(text);
      cleanup();
    }
  });
});
