import type { DefaultTreeAdapterTypes } from "parse5";
import { allElements, attribute, type Element } from "./html-tree.ts";
import { oneLine, publishedDay, type SourceDetails } from "./source-draft.ts";

const TITLE = ["citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title"];
const AUTHOR = ["citation_author", "author", "dc.creator", "dcterms.creator", "article:author", "parsely-author"];
const SITE = ["og:site_name", "citation_journal_title", "application-name", "dc.publisher"];
const PUBLISHED = [
  ...["article:published_time", "citation_publication_date", "citation_date", "datepublished", "dc.date"],
  ...["dcterms.created", "dcterms.date", "date", "pubdate", "parsely-pub-date"],
];

/** What a page says of itself: in its meta elements, in JSON-LD (schema.org), or in its title and first date. */
export function htmlDetails(document: DefaultTreeAdapterTypes.Document): SourceDetails {
  const all = [...allElements(document)];
  const metas = new Map<string, string>();
  for (const element of all) {
    if (element.tagName !== "meta") continue;
    const name = attribute(element, "property") ?? attribute(element, "name") ?? attribute(element, "itemprop");
    const content = attribute(element, "content")?.trim();
    if (name && content && !metas.has(name.toLowerCase())) metas.set(name.toLowerCase(), content);
  }
  const meta = (names: readonly string[], fits = (_value: string) => true) =>
    names.map((name) => metas.get(name)).find((value) => value !== undefined && fits(value));
  const told = all
    .filter(isLinkedData)
    .map(contentOf)
    .map(parseLinkedData)
    .find((data) => data !== null);
  const first = (tag: string) => all.find(({ tagName }) => tagName === tag);
  const time = all.find((one) => one.tagName === "time" && attribute(one, "datetime"));
  const isName = (value: string) => !/^https?:/i.test(value);
  return {
    title:
      oneLine(meta(TITLE) ?? told?.title ?? contentOf(first("title")), 300) ?? oneLine(contentOf(first("h1")), 300),
    author: oneLine(meta(AUTHOR, isName) ?? told?.author, 200),
    site: oneLine(meta(SITE) ?? told?.site, 200),
    published: publishedDay(meta(PUBLISHED) ?? told?.published ?? (time && attribute(time, "datetime"))),
  };
}

function contentOf(element: Element | undefined): string {
  if (!element) return "";
  return element.childNodes
    .map((node) => ("value" in node ? node.value : "tagName" in node ? contentOf(node) : ""))
    .join("");
}

function isLinkedData(element: Element): boolean {
  return element.tagName === "script" && attribute(element, "type") === "application/ld+json";
}

interface Told {
  title?: string;
  author?: string;
  site?: string;
  published?: string;
}

function parseLinkedData(json: string): Told | null {
  try {
    const data: unknown = JSON.parse(json);
    const candidates = [data, field(data, "@graph")].flat();
    const found = candidates.find((one) => typeof field(one, "datePublished") === "string");
    if (!found) return null;
    const authors = [field(found, "author")].flat().map((one) => name(one));
    const told: Told = {
      author: authors.filter((one) => one !== "").join(", "),
      site: name(field(found, "publisher")),
      title: name(field(found, "headline")),
      published: name(field(found, "datePublished")),
    };
    return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== ""));
  } catch {
    return null;
  }
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** schema.org gives people and organisations as a string or as an object with a name. */
function name(value: unknown): string {
  const found = typeof value === "string" ? value : field(value, "name");
  return typeof found === "string" ? found : "";
}
