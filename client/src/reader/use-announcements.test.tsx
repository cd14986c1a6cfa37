// @vitest-environment jsdom
import { annotate, comment } from "@postil/shared/document/operations";
import { LayerReader } from "@postil/shared/document/readers";
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import { useAnnouncements } from "./use-announcements.ts";

const [ME, BEN] = ["actor-me-0000000001", "actor-ben-00000001"];
const nameOf = (actor: string) => (actor === BEN ? "Ben" : "somebody");

function Listener({ doc, settled = true }: { doc: Y.Doc; settled?: boolean }) {
  const all = new LayerReader(doc).all().map((view) => ({ ...view, ranges: [] })) as unknown as ResolvedAnnotation[];
  const [said] = useAnnouncements(doc, all, ME, settled, nameOf);
  return <p data-testid="said">{said}</p>;
}

/** Every sentence that the live region has held. */
function listen(doc: Y.Doc) {
  const { rerender } = render(<Listener doc={doc} />);
  const sentences: string[] = [];
  const look = () => {
    const said = screen.getByTestId("said").textContent ?? "";
    if (said !== "" && said !== sentences.at(-1)) sentences.push(said);
  };
  return {
    sentences,
    after(ms: number) {
      rerender(<Listener doc={doc} />);
      act(() => vi.advanceTimersByTime(ms));
      look();
    },
  };
}

describe("what screen readers hear of others", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  it("is one sentence for fifty changes in two seconds", () => {
    const doc = new Y.Doc();
    const heard = listen(doc);
    const first = annotate(doc, { actor: BEN, now: 1 }, { on: "article" });
    for (let n = 0; n < 50; n++) {
      if (n % 2) comment(doc, { actor: BEN, now: n }, { annotation: first, text: "word" });
      else annotate(doc, { actor: BEN, now: n }, { on: "article" });
      heard.after(40);
    }
    heard.after(10_000);
    expect(heard.sentences).toHaveLength(1);
    expect(heard.sentences[0]).toContain("51");
  });

  it("is said again when the same happens again", () => {
    const doc = new Y.Doc();
    const heard = listen(doc);
    for (const now of [1, 2]) {
      annotate(doc, { actor: BEN, now }, { on: "article" });
      heard.after(10_000);
    }
    expect(heard.sentences).toHaveLength(2);
  });

  it("names who did a single thing, and is silent about one's own", () => {
    const doc = new Y.Doc();
    const heard = listen(doc);
    annotate(doc, { actor: ME, now: 1 }, { on: "article" });
    heard.after(10_000);
    expect(heard.sentences).toEqual([]);
    annotate(doc, { actor: BEN, now: 2 }, { on: "article" });
    heard.after(10_000);
    expect(heard.sentences).toHaveLength(1);
    expect(heard.sentences[0]).toContain("Ben");
  });
});
