import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createArticleBodySchema } from "@postil/shared/schema/article";
import { createTagBodySchema } from "@postil/shared/schema/tag";
import { describe, expect, it } from "vitest";
import { SAMPLE_CODEBOOK } from "./codebook.ts";
import { SAMPLE_PEOPLE } from "./people.ts";
import { SAMPLE_ARTICLES, SAMPLE_SOURCE } from "./sample.ts";

/** The real articles that the sample's facts are from; not part of every installation. */
const originals = fileURLToPath(new URL("../../../../shared/articles", import.meta.url));
/** So many words in a row are no longer only facts. */
const RUN = 7;

const paths = SAMPLE_CODEBOOK.flatMap((tag) => [
  tag.name,
  ...(tag.children ?? []).map((child) => `${tag.name} > ${child.name}`),
]);

function words(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replace(/[’']/g, "")
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function runs(text: string): string[] {
  const all = words(text);
  return all.slice(RUN - 1).map((_, index) => all.slice(index, index + RUN).join(" "));
}

describe.each(SAMPLE_ARTICLES)("the sample article “$title”", (article) => {
  it("is one that could be added, of 250 to 500 words", () => {
    const { title, author, published, attributes, text } = article;
    createArticleBodySchema.parse({ title, author, published, attributes, text, source: SAMPLE_SOURCE });
    expect(words(text).length).toBeGreaterThanOrEqual(250);
    expect(words(text).length).toBeLessThanOrEqual(500);
  });

  it("holds every quote of its annotations exactly once", () => {
    for (const quote of article.annotations.flatMap(({ quotes = [] }) => quotes)) {
      expect([quote, article.text.split(quote).length - 1]).toEqual([quote, 1]);
    }
  });

  it("uses tags that the codebook has", () => {
    for (const tag of article.annotations.flatMap(({ tags = [] }) => tags)) expect(paths).toContain(tag);
  });

  it("lets threads be resolved only by those who may", () => {
    for (const { by, resolvedBy } of article.annotations) {
      if (resolvedBy === "annotator") expect(by).toBe("annotator");
    }
  });
});

describe("the sample", () => {
  it("has a codebook of two levels with definitions, and each shortcut once", () => {
    const tags = SAMPLE_CODEBOOK.flatMap((tag) => [tag, ...(tag.children ?? [])]);
    for (const { name, description, colour, shortcut } of tags) {
      createTagBodySchema.parse({ name, description, colour, shortcut });
      expect(description).not.toBe("");
    }
    const shortcuts = tags.flatMap(({ shortcut }) => shortcut ?? []);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
    expect(tags.length).toBeGreaterThanOrEqual(12);
  });

  it("has a few dozen annotations, and every code of the codebook in use", () => {
    const annotations = SAMPLE_ARTICLES.flatMap((article) => article.annotations);
    expect(annotations.length).toBeGreaterThanOrEqual(36);
    const used = new Set(annotations.flatMap(({ tags = [] }) => tags));
    expect(paths.filter((path) => path.includes(">") && !used.has(path))).toEqual([]);
    expect(annotations.filter(({ resolvedBy }) => resolvedBy).length).toBeGreaterThanOrEqual(5);
  });

  it("has people who are plainly not real", () => {
    for (const { name, email } of SAMPLE_PEOPLE) {
      expect(name).toMatch(/^Sample /);
      expect(email).toMatch(/@sample\.invalid$/);
    }
  });

  it.skipIf(!existsSync(originals))(`shares no ${RUN} words in a row with the real articles`, () => {
    const theirs = new Set(
      readdirSync(originals).flatMap((file) => runs(readFileSync(`${originals}/${file}`, "utf8"))),
    );
    for (const { text, title } of SAMPLE_ARTICLES) {
      expect(runs(`${title}. ${text}`).filter((run) => theirs.has(run))).toEqual([]);
    }
  });
});
