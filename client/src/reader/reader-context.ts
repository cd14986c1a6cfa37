import type { Article } from "@postil/shared/schema/article";
import { createContext, type RefObject, useContext } from "react";
import type { AnnotationFilter } from "../annotations/filters.ts";
import type { Room } from "../annotations/room.ts";
import type { DocumentSession } from "../sync/document-session.ts";
import type { Block } from "./blocks.ts";
import type { HighlightController } from "./highlight/highlight-controller.ts";
import type { OtherLayers } from "./other-layers.tsx";
import type { Reader } from "./presence.ts";
import type { ReadingPreferences } from "./rail/preferences.ts";
import type { ReaderStore } from "./reader-store.ts";
import type { useArticleSteps } from "./use-article-steps.ts";
import type { useBlockNotes } from "./use-block-notes.ts";
import type { ConsensusFlow } from "./use-consensus.ts";
import type { LayerChoice } from "./use-layer-choice.ts";
import type { useReading } from "./use-reading.ts";
import type { useShown } from "./use-shown.ts";
import type { RoomWidth } from "./viewport.ts";

/** What can lie over the reading room, one at a time; each is a line in `ReaderDialogs.tsx`. */
export type ReaderDialog = "bin" | "memos" | "search";

/** How a visit to an article goes; written by what keeps the place in it. */
export interface Visit {
  /** The place that one came back to is in view, or there was none. */
  begun: boolean;
  /** How far one ever came, in UTF-16 units. */
  furthest: number;
}

/** The reading room on one layer, as its zones and features see it. */
export interface ReaderRoom {
  article: Article;
  articles: ReturnType<typeof useArticleSteps>["articles"];
  goToArticle: ReturnType<typeof useArticleSteps>["goToArticle"];
  /** Of the layer that is written into. */
  room: Room;
  /** Of the layer that an annotation is in. */
  roomOf: (annotation: string) => Room;
  rooms: ReadonlyMap<string, Room>;
  layers: LayerChoice;
  sessions: { text: DocumentSession; layer: DocumentSession };
  /** What is shown of other layers. */
  others: OtherLayers;
  /** One visit to the article, through all switches of its layer. */
  visit: Visit;
  /** Null but in an agreed layer. */
  consensus: ConsensusFlow | null;
  /** What the person is at: the focused annotation, the selection … */
  store: ReaderStore;

  /** The article's text as it was last rendered, with its `\n` at the end; "" until it is there. */
  text: string;
  /** The same, newer than the last rendering; stable. */
  currentText: () => string;
  arrived: boolean;
  /** The text's language, where it is known: BCP 47. */
  language: string | undefined;
  /** The text begins with its title. */
  titled: boolean;
  blocks: readonly Block[];
  /** The text's element. */
  root: RefObject<HTMLElement | null>;
  element: HTMLElement | null;
  setRoot: (element: HTMLElement | null) => void;
  controller: HighlightController | null;
  notes: ReturnType<typeof useBlockNotes>;

  /**
   * `all` of the layers that are shown, those that fit the filters (`shown`), of which `placed` have a passage; `beside`
   * are those and, before them, the ones on the whole article: what has its cards beside the text.
   */
  annotations: Pick<ReturnType<typeof useShown>, "all" | "shown" | "placed" | "loose" | "beside" | "ownIds"> & {
    own: ReturnType<typeof useShown>["all"];
  };
  filter: AnnotationFilter;
  setFilter: (filter: AnnotationFilter) => void;
  /** The layer's words have come from the server, or from this device. */
  settled: boolean;

  /** Whom one follows through the text, by actor. */
  following: string | null;
  follow: (actor: string | null) => void;
  /** Others who are in the article. */
  readers: readonly Reader[];
  preferences: ReadingPreferences;
  setPreferences: (change: Partial<ReadingPreferences>) => void;
  width: RoomWidth;

  /** What clicks, buttons and keys do. */
  reading: ReturnType<typeof useReading>;
  /** Scrolls a place of the text into view. UTF-16 offset. */
  go: (offset: number) => void;
  /** Tells screen readers. */
  say: (words: string) => void;
  said: string;

  dialog: ReaderDialog | null;
  showDialog: (dialog: ReaderDialog | null) => void;
  /** The rail, where it lies over the text. */
  drawer: boolean;
  setDrawer: (open: boolean) => void;
  /** Shows the filters and gives them the keyboard. */
  wantFilters: () => void;
  /** The filters are to take the keyboard. */
  filtersWanted: boolean;
  filtersTaken: () => void;
  /** Annotations are listed rather than shown one at a time, where there is no margin. */
  list: boolean;
  setList: (list: boolean) => void;
}

export const ReaderContext = createContext<ReaderRoom | null>(null);

/** Only inside the reading room; throws elsewhere. */
export function useReaderRoom(): ReaderRoom {
  const room = useContext(ReaderContext);
  if (!room) throw new Error("useReaderRoom outside a reading room");
  return room;
}
