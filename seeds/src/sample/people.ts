import type { SamplePerson } from "./types.ts";

export const SAMPLE_PEOPLE: SamplePerson[] = [
  { key: "instructor", name: "Sample Instructor", email: "instructor@sample.invalid", role: "owner" },
  { key: "annotator", name: "Sample Annotator", email: "annotator@sample.invalid", role: "annotator" },
];
