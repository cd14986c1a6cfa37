/** The sample's people, by what they are in it. */
export type SamplePersonKey = "instructor" | "annotator";

export interface SamplePerson {
  key: SamplePersonKey;
  name: string;
  /** At sample.invalid, a domain that can't exist: nobody is ever written to. */
  email: string;
  role: "owner" | "annotator";
}

export interface SampleTag {
  name: string;
  description: string;
  /** Index into the palette. */
  colour: number;
  shortcut?: number;
  children?: SampleTag[];
}

export interface SampleComment {
  by: SamplePersonKey;
  text: string;
}

export interface SampleAnnotation {
  by: SamplePersonKey;
  /** Exactly as it stands in the article, once; several make one annotation of several passages; none: on the whole article. */
  quotes?: string[];
  /** Paths in the codebook, such as `Frame > Conflict`. */
  tags?: string[];
  note?: string;
  /** The thread, in order; the first begins it, the others answer it. */
  thread?: SampleComment[];
  resolvedBy?: SamplePersonKey;
}

export interface SampleArticle {
  title: string;
  author: string;
  published: string;
  attributes: Record<string, string>;
  text: string;
  annotations: SampleAnnotation[];
}
