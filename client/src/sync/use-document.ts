import type { DocumentSession } from "./document-session.ts";

/**
 * Opens a document while the component is mounted and re-renders on its changes. Components that ask for the same
 * document share one session. `presence` defaults to true for layers and false for texts: give false for private layers.
 */
export declare function useDocument(
  name: string | null,
  userId: string,
  options?: { presence?: boolean },
): DocumentSession | null;
