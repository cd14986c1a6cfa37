/**
 * What the server refuses, in the person's language. The server's own sentences are English and say most, so here they
 * stay; another language puts a sentence in place of each code.
 */
export const errors = {
  /** By the stable code of the answer. What isn't here is told in the server's words. */
  byCode: {} as Readonly<Record<string, string>>,
  /** What a field must be, as the schemas say it: "must not be empty". */
  field: (message: string) => message,
};
