import type { Article } from "@postil/shared/schema/article";
import { type RefObject, useCallback, useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { type AnnotationFilter, NO_FILTER } from "../annotations/filters.ts";
import { personOf, type Room } from "../annotations/room.ts";
import { useAnnotations } from "../annotations/use-annotations.ts";
import type { DocumentSession } from "../sync/document-session.ts";
import type { Block } from "./blocks.ts";
import { usePainted } from "./highlight/use-painted.ts";
import type { OtherLayers } from "./other-layers.tsx";
import { useReaders, useTellPresence } from "./presence.ts";
import { useReadingPreferences } from "./rail/preferences.ts";
import type { ReaderDialog, ReaderRoom, Visit } from "./reader-context.ts";
import { ReaderStore, useReader } from "./reader-store.ts";
import { scrollToOffset } from "./scroll.ts";
import { textLanguage } from "./text-language.ts";
import { useAnnouncements } from "./use-announcements.ts";
import { useArticleSteps } from "./use-article-steps.ts";
import { useArticleText } from "./use-article-text.ts";
import { useBlockNotes } from "./use-block-notes.ts";
import { useConsensus } from "./use-consensus.ts";
import { type LeftAt, useDeletedCard, useKeyboardAgain } from "./use-keyboard-place.ts";
import type { LayerChoice } from "./use-layer-choice.ts";
import { useLinkedAnnotation } from "./use-linked-annotation.ts";
import { useReadThread } from "./use-read-thread.ts";
import { useReading } from "./use-reading.ts";
import { useRoot } from "./use-root.ts";
import { useSettled } from "./use-settled.ts";
import { useShown } from "./use-shown.ts";
import { useRoomWidth } from "./viewport.ts";

export interface ReaderStateOptions {
  article: Article;
  room: Room;
  text: DocumentSession;
  layer: DocumentSession;
  layers: LayerChoice;
  /** What is shown of other layers. */
  others: OtherLayers;
  /** Where the keyboard was when the layer before this one was left. */
  leftAt: RefObject<LeftAt | null>;
  visit: Visit;
}

const NONE: readonly Block[] = [];

/** Puts together what the reading room's zones show and do: the text, the annotations, the person's place in them. */
export function useReaderState(options: ReaderStateOptions): ReaderRoom {
  const { article, room, text: textSession, layer, layers, others, leftAt, visit } = options;
  const width = useRoomWidth();
  const [search] = useSearchParams();
  const [store] = useState(() => new ReaderStore());
  const { root, element, setRoot } = useRoot();
  const [preferences, setPreferences] = useReadingPreferences();
  const [filter, setFilter] = useState<AnnotationFilter>(NO_FILTER);
  const [dialog, showDialog] = useState<ReaderDialog | null>(null);
  const [drawer, setDrawer] = useState(false);
  const [following, follow] = useState<string | null>(null);
  const [list, setList] = useState(false);
  const [filtersWanted, setFiltersWanted] = useState(false);
  const filtersTaken = useCallback(() => setFiltersWanted(false), []);
  const wantFilters = () => {
    setFiltersWanted(true);
    if (width === "wide") setPreferences({ rail: true });
    else setDrawer(true);
  };

  const arrived = useArticleText(textSession);
  const text = arrived?.text ?? "";
  const blocks = arrived?.blocks ?? NONE;
  const latestText = useRef(text);
  latestText.current = text;
  const currentText = useCallback(() => latestText.current, []);
  const language = useMemo(() => textLanguage(text, article.attributes), [text, article.attributes]);
  const own = useAnnotations(layer, textSession);
  const { rooms, roomOf, ...found } = useShown(room, own, others, filter);
  const settled = useSettled(layer.synced);
  const { articles, goToArticle } = useArticleSteps(article);

  const focused = useReader(store, (state) => state.focused);
  const selected = useReader(store, (state) => state.selected);
  useReadThread(focused && roomOf(focused).layer.id, focused);

  const { actor } = room.writer;
  const readers = useReaders(layer, textSession, actor);
  useTellPresence(layer, textSession, element, selected);
  const nameOf = useCallback((id: string) => personOf(room, id).name, [room]);
  const [said, say] = useAnnouncements(layer.doc, own, actor, settled, nameOf);

  const { placed, all } = found;
  const { colourBy } = preferences;
  const controller = usePainted(element, room, { blocks, annotations: placed, colourBy, readers, store });
  const notes = useBlockNotes(blocks, placed, room);

  const go = useCallback((offset: number) => root.current && scrollToOffset(root.current, offset), [root]);
  const consensus = useConsensus({ room, own, textNow: currentText, others, store, go, say });
  const reading = useReading({
    root,
    store,
    room,
    roomOf,
    annotations: found.beside,
    text: currentText,
    language,
    say,
    go,
  });
  useDeletedCard(root, focused, all);
  useKeyboardAgain(element, leftAt);
  useLinkedAnnotation(search.get("annotation"), all, layer.doc, settled, store, go);
  const sessions = useMemo(() => ({ text: textSession, layer }), [textSession, layer]);

  return {
    article,
    articles,
    goToArticle,
    room,
    rooms,
    roomOf,
    layers,
    sessions,
    others,
    visit,
    consensus,
    store,
    text,
    currentText,
    arrived: arrived !== null,
    language,
    titled: blocks[0]?.content.text.trim() === article.title.trim(),
    blocks,
    root,
    element,
    setRoot,
    controller,
    notes,
    annotations: { ...found, own },
    filter,
    setFilter,
    settled,
    following,
    follow,
    readers,
    preferences,
    setPreferences,
    width,
    reading,
    go,
    say,
    said,
    dialog,
    showDialog,
    drawer,
    setDrawer,
    filtersWanted,
    wantFilters,
    filtersTaken,
    list,
    setList,
  };
}
