/** A word that is longer is cut where it must be: it may be a whole sentence in a script without spaces. */
const LONGEST_WORD = 40;
/** How far before the cut a segmenter begins, so that it sees the whole of the grapheme or word there. */
const WINDOW = 200;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const wordsOf = new Intl.Segmenter("en", { granularity: "word" });

/**
 * The longest beginning of at most `most` UTF-16 units that ends between two graphemes: no letter loses its marks, no
 * flag its second half, no emoji what is joined to it (Unicode Standard Annex 29). One grapheme that is longer than
 * `most` alone is left out.
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, edgeBefore(graphemes, text, most));
}

/**
 * As cutText, but between words where one ends not far before, also in scripts without spaces (Chinese, Japanese,
 * Thai); white space at the end goes.
 */
export function cutWords(text: string, most: number): string {
  if (text.length <= most) return text;
  const between = edgeBefore(wordsOf, text, most);
  const end = most - between <= LONGEST_WORD && between > most / 2 ? between : edgeBefore(graphemes, text, most);
  return text.slice(0, end).trimEnd();
}

/** Where the segment that holds `offset` begins. `offset` itself where none is cut there. */
function edgeBefore(segmenter: Intl.Segmenter, text: string, offset: number): number {
  const start = windowStart(text, offset);
  const piece = text.slice(start, offset + WINDOW);
  return start + (segmenter.segment(piece).containing(offset - start)?.index ?? offset - start);
}

/** After a space, where there is one: a window that began within a flag would pair all that follow wrongly. */
function windowStart(text: string, offset: number): number {
  const wanted = offset - WINDOW;
  if (wanted <= 0) return 0;
  const space = text.lastIndexOf(" ", wanted);
  return space > wanted - WINDOW ? space + 1 : Math.max(0, wanted - WINDOW);
}
