import { englishPages } from "./english-pages.ts";
import { englishReading } from "./english-reading.ts";

/**
 * Everything the interface says, by feature. The English words are the measure: their type is every language's. They
 * come in two parts, so that who reads needn't wait for the words of other pages.
 */
export const english = { ...englishReading, ...englishPages };

/** What another language has to say: the same keys and the same things given, in other words. */
type InAnyWords<Words> = Words extends string
  ? string
  : Words extends (...given: infer Given) => infer Said
    ? (...given: Given) => InAnyWords<Said>
    : Words extends readonly string[]
      ? readonly string[]
      : { [Key in keyof Words]: InAnyWords<Words[Key]> };

export type Catalogue = InAnyWords<typeof english>;

/** The part that only pages other than the reading room say. */
export type PageWords = Pick<Catalogue, keyof typeof englishPages>;

/** The part that the frame of every page and the reading room say. */
export type ReadingWords = Pick<Catalogue, keyof typeof englishReading>;
