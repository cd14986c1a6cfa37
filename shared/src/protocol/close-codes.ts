/**
 * Close codes of `/sync` sockets. y-websocket takes 4400-4499 as final and 4500-4599 as "try again".
 */
export const CLOSE = {
  /** The session has ended: sign in again. */
  signedOut: 4401,
  /** No such document, or none that one may read. */
  notFound: 4404,
  /** The document has another epoch, or the client another schema: rescue what is pending and start anew. */
  mismatch: 4409,
  /** A frame was larger than the server takes. */
  tooLarge: 4413,
  /** An update was refused; a REFUSED frame went before. */
  refused: 4422,
  /** Try again: the server stops, the database is away, or rights changed and the reconnect decides anew. */
  tryAgain: 4503,
  /** Too many updates a second, or a peer that doesn't read. */
  tooFast: 4529,
} as const;
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];
