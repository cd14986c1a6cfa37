import type { NodeObject } from "jsonld";

const terms = (prefix: string, ...names: string[]) => names.map((name) => [name, `${prefix}:${name}`] as const);
/** Properties whose values are things, not text. */
const things = (...pairs: [name: string, iri: string][]) =>
  pairs.map(([name, iri]) => [name, { "@type": "@id", "@id": iri }] as const);

/**
 * What http://www.w3.org/ns/anno.jsonld says of the terms that exports use, so that they can be expanded without a
 * network (https://www.w3.org/TR/annotation-vocab/#json-ld-context). A term that isn't here is refused as unknown.
 */
export const annotationContext: NodeObject = {
  "@context": Object.fromEntries<unknown>([
    ["oa", "http://www.w3.org/ns/oa#"],
    ["dc", "http://purl.org/dc/elements/1.1/"],
    ["dcterms", "http://purl.org/dc/terms/"],
    ["dctypes", "http://purl.org/dc/dcmitype/"],
    ["foaf", "http://xmlns.com/foaf/0.1/"],
    ["rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"],
    ["rdfs", "http://www.w3.org/2000/01/rdf-schema#"],
    ["as", "http://www.w3.org/ns/activitystreams#"],
    ["schema", "http://schema.org/"],
    ["id", "@id"],
    ["type", "@type"],
    ...terms("oa", "Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector"),
    ...terms("oa", "commenting", "describing", "highlighting", "replying", "tagging"),
    ...terms("oa", "start", "end", "exact", "prefix", "suffix"),
    ["Text", "dctypes:Text"],
    ["Person", "foaf:Person"],
    ["name", "foaf:name"],
    ["AnnotationCollection", "as:OrderedCollection"],
    ["AnnotationPage", "as:OrderedCollectionPage"],
    ["Audience", "schema:Audience"],
    ["motivation", { "@type": "@vocab", "@id": "oa:motivatedBy" }],
    ["purpose", { "@type": "@vocab", "@id": "oa:hasPurpose" }],
    ...things(["body", "oa:hasBody"], ["target", "oa:hasTarget"], ["source", "oa:hasSource"]),
    ...things(["selector", "oa:hasSelector"], ["creator", "dcterms:creator"], ["audience", "schema:audience"]),
    ...things(["partOf", "as:partOf"], ["first", "as:first"], ["next", "as:next"]),
    ["items", { "@type": "@id", "@id": "as:items", "@container": "@list" }],
    ["created", "dcterms:created"],
    ["modified", "dcterms:modified"],
    ["format", "dc:format"],
    ["value", "rdf:value"],
    ["label", "rdfs:label"],
    ["total", "as:totalItems"],
    ["startIndex", "as:startIndex"],
  ]),
} as NodeObject;
