import { Drawer } from "@mantine/core";
import type { Article } from "@postil/shared/schema/article";
import { type RefObject, useCallback, useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { type AnnotationFilter, isFiltering, NO_FILTER } from "../annotations/filters.ts";
import { personOf, type Room } from "../annotations/room.ts";
import { quickTags } from "../annotations/tag-search.ts";
import { useAnnotations } from "../annotations/use-annotations.ts";
import type { DocumentSession } from "../sync/document-session.ts";
import { Loading } from "../ui/Loading.tsx";
import { ArticleHeader } from "./ArticleHeader.tsx";
import { ArticleText } from "./ArticleText.tsx";
import { Caret } from "./Caret.tsx";
import { usePainted } from "./highlight/use-painted.ts";
import { KeysDialog } from "./KeysDialog.tsx";
import { LooseAnnotations } from "./LooseAnnotations.tsx";
import { Margin } from "./Margin.tsx";
import { MarginNotice } from "./MarginNotice.tsx";
import { OverlapMenu } from "./OverlapMenu.tsx";
import { type OtherLayers, ShownRooms } from "./other-layers.tsx";
import { PresenceMarks } from "./PresenceMarks.tsx";
import presenceStyles from "./presence.module.css";
import { useReaders, useTellPresence } from "./presence.ts";
import { ReaderBar } from "./ReaderBar.tsx";
import { useReadingPreferences } from "./rail/preferences.ts";
import { Rail } from "./rail/Rail.tsx";
import { ReaderStore, useReader } from "./reader-store.ts";
import styles from "./reading-room.module.css";
import { SelectionToolbar } from "./SelectionToolbar.tsx";
import { Sheet } from "./Sheet.tsx";
import { SpokenWords } from "./SpokenWords.tsx";
import { scrollToOffset } from "./scroll.ts";
import { UnsentWords } from "./UnsentWords.tsx";
import { useAnnouncements } from "./use-announcements.ts";
import { useArticleSteps } from "./use-article-steps.ts";
import { useArticleText } from "./use-article-text.ts";
import { useBlockNotes } from "./use-block-notes.ts";
import { useCommands } from "./use-commands.ts";
import { useConsensus } from "./use-consensus.ts";
import { type LeftAt, useDeletedCard, useKeyboardAgain } from "./use-keyboard-place.ts";
import { type LayerChoice, nextKey } from "./use-layer-choice.ts";
import { useLinkedAnnotation } from "./use-linked-annotation.ts";
import { type PointedReader, usePointer } from "./use-pointer.ts";
import { useReadThread } from "./use-read-thread.ts";
import { useReading } from "./use-reading.ts";
import { useRoot } from "./use-root.ts";
import { useSelection } from "./use-selection.ts";
import { useSettled } from "./use-settled.ts";
import { useShown } from "./use-shown.ts";
import { useRoomWidth } from "./viewport.ts";
import { words } from "./words.ts";

interface ReaderViewProps {
  article: Article;
  room: Room;
  text: DocumentSession;
  layer: DocumentSession;
  layers: LayerChoice;
  /** What is shown of other layers. */
  others: OtherLayers;
  /** Where the keyboard was when the layer before this one was left. */
  leftAt: RefObject<LeftAt | null>;
}

const NONE: readonly never[] = [];
/** Tags offered beside a selection when few have shortcuts. */
const QUICK_TAGS = 5;

/** The reading room on one layer: rail, text, margin. */
export function ReaderView({ article, room, text: textSession, layer, layers, others, leftAt }: ReaderViewProps) {
  const width = useRoomWidth();
  const [search] = useSearchParams();
  const [store] = useState(() => new ReaderStore());
  const { root, element, setRoot } = useRoot();
  const [preferences, setPreferences] = useReadingPreferences();
  const [filter, setFilter] = useState<AnnotationFilter>(NO_FILTER);
  const [drawer, setDrawer] = useState(false);
  const [keys, setKeys] = useState(false);
  const [list, setList] = useState(false);
  const [filtersWanted, setFiltersWanted] = useState(false);
  const onFiltersTaken = useCallback(() => setFiltersWanted(false), []);
  const [pointed, setPointed] = useState<PointedReader | null>(null);

  const reading = useArticleText(textSession);
  const text = reading?.text ?? "";
  const blocks = reading?.blocks ?? NONE;
  const titled = blocks[0]?.content.text.trim() === article.title.trim();
  const latestText = useRef(text);
  latestText.current = text;
  const currentText = useCallback(() => latestText.current, []);
  const own = useAnnotations(layer, textSession);
  const { all, rooms, roomOf, shown, placed, loose, ownIds } = useShown(room, own, others, filter);
  const settled = useSettled(layer.synced);
  const { articles, goToArticle } = useArticleSteps(article);

  const focused = useReader(store, (state) => state.focused);
  const hovered = useReader(store, (state) => state.hovered);
  const selected = useReader(store, (state) => state.selected);
  const choosing = useReader(store, (state) => state.choosing);
  useReadThread(focused && roomOf(focused).layer.id, focused);

  const { actor } = room.writer;
  const readers = useReaders(layer, textSession, actor);
  useTellPresence(layer, textSession, element, selected);
  const nameOf = useCallback((id: string) => personOf(room, id).name, [room]);
  const [said, say] = useAnnouncements(layer.doc, own, actor, settled, nameOf);

  const { colourBy } = preferences;
  const controller = usePainted(element, room, { blocks, annotations: placed, colourBy, readers, focused, hovered });
  const { notes, ids: noteIds } = useBlockNotes(blocks, placed, room);

  const go = useCallback((offset: number) => root.current && scrollToOffset(root.current, offset), [root]);
  const consensus = useConsensus({ room, own, textNow: currentText, others, store, go, say });
  const { open, step, back, make, applyTag, extend, run } = useReading({
    root,
    store,
    room,
    roomOf,
    annotations: placed,
    text: currentText,
    say,
    go,
    consensus,
    onHelp: () => setKeys(true),
    onFilters: () => {
      setFiltersWanted(true);
      if (width === "wide") setPreferences({ rail: true });
      else setDrawer(true);
    },
    onLayer: () => layers.choose(nextKey(layers)),
    onArticle: goToArticle,
  });
  useCommands(run);
  useSelection(root, store, { text: currentText, onExtra: extend });
  usePointer(element, store, { plan: controller?.plan ?? null, readers, onOpen: open, onReader: setPointed });
  useDeletedCard(root, focused, all);
  useKeyboardAgain(element, leftAt);
  useLinkedAnnotation(search.get("annotation"), all, layer.doc, settled, store, go);

  const onHover = useCallback((id: string | null) => store.hover(id === null ? [] : [id]), [store]);
  const onFieldTaken = useCallback(() => store.fieldTaken(), [store]);
  const onEnter = useCallback(
    (offset: number) => {
      const [first] = controller?.plan.at(offset) ?? [];
      if (first) open(first, "card");
    },
    [controller, open],
  );
  const closeChoice = useCallback(() => store.choose(null), [store]);
  const offered = useMemo(() => quickTags(room.tags, QUICK_TAGS), [room.tags]);
  const { canAnnotate } = room.writer;
  const mayExtend = canAnnotate && focused !== null && own.some(({ id, author }) => id === focused && author === actor);
  const rail = (
    <Rail
      article={article}
      articles={articles}
      layers={layers}
      publish={room.publishing ? { publishing: room.publishing, ids: ownIds } : null}
      consensus={consensus}
      annotations={all}
      filter={filter}
      onFilter={setFilter}
      filtersWanted={filtersWanted}
      onFiltersTaken={onFiltersTaken}
      blocks={blocks}
      onOutline={(offset) => {
        setDrawer(false);
        go(offset);
      }}
      preferences={preferences}
      onPreferences={setPreferences}
      onKeys={() => setKeys(true)}
      onGone={() => setDrawer(false)}
    />
  );
  return (
    <ShownRooms rooms={rooms} consensus={consensus?.cards ?? null}>
      <ReaderBar
        title={article.title}
        railOpen={width === "wide" ? preferences.rail : drawer}
        onRail={() => (width === "wide" ? setPreferences({ rail: !preferences.rail }) : setDrawer(true))}
        written={layers.written}
        session={layer}
        readers={readers}
        onJump={go}
        count={shown.length}
        onList={width === "narrow" ? () => setList(true) : null}
      />
      <div className={styles.room}>
        <div className={styles.railZone}>{width === "wide" && preferences.rail && rail}</div>
        <main id="main" tabIndex={-1} className={styles.column}>
          <ArticleHeader article={article} text={reading?.text ?? null} titled={titled} />
          {!canAnnotate && (
            <UnsentWords userId={room.userId} document={room.layer.document} canComment={room.writer.canComment} />
          )}
          {reading ? (
            <div className={styles.page}>
              <ArticleText
                ref={setRoot}
                blocks={blocks}
                length={text.length}
                label={words.text.label(article.title)}
                describedBy="text-help"
                notes={noteIds}
                titled={titled}
              />
              <PresenceMarks root={root} readers={readers} blocks={blocks} />
              <Caret element={element} text={currentText} onEnter={onEnter} />
              {selected && canAnnotate && (
                <SelectionToolbar
                  root={root}
                  selected={selected}
                  tags={offered}
                  docked={width === "narrow"}
                  onAction={(action) => make(action, selected.exact)}
                  onTag={(tag) => applyTag(tag, selected.exact)}
                  onAdd={mayExtend ? () => extend(selected) : null}
                />
              )}
            </div>
          ) : (
            <Loading label={words.page.loading} />
          )}
          <LooseAnnotations
            annotations={loose}
            text={text}
            store={store}
            onOpen={open}
            onFieldTaken={onFieldTaken}
            onLeave={back}
          />
        </main>
        <div className={styles.marginZone}>
          {reading && width !== "narrow" && (
            <Margin
              root={root}
              store={store}
              annotations={placed}
              blocks={blocks}
              text={text}
              onOpen={open}
              onHover={onHover}
              onFieldTaken={onFieldTaken}
              onLeave={back}
            />
          )}
          {reading && (settled || all.length > 0) && (
            <MarginNotice
              room={room}
              closed={layers.written.closed}
              total={all.length}
              shown={shown.length}
              filtering={isFiltering(filter)}
              onClear={() => setFilter(NO_FILTER)}
            />
          )}
        </div>
      </div>
      {width === "narrow" && !(selected && canAnnotate) && (
        <Sheet
          store={store}
          annotations={shown}
          text={text}
          list={list}
          onOpen={(id) => {
            setList(false);
            open(id);
          }}
          onStep={step}
          onFieldTaken={onFieldTaken}
          onClose={() => {
            setList(false);
            back();
          }}
        />
      )}
      {choosing && (
        <OverlapMenu
          annotations={choosing.ids.flatMap((id) => placed.find((one) => one.id === id) ?? [])}
          text={text}
          x={choosing.x}
          y={choosing.y}
          onHover={onHover}
          onChoose={(id) => open(id, "card")}
          onClose={closeChoice}
        />
      )}
      {pointed && (
        <span className={presenceStyles.name} style={{ left: pointed.x + 12, top: pointed.y + 16 }}>
          {words.people.selects(pointed.reader.name)}
        </span>
      )}
      <Drawer opened={drawer && width !== "wide"} onClose={() => setDrawer(false)} size={300} title={words.rail.title}>
        {rail}
      </Drawer>
      <KeysDialog opened={keys} onClose={() => setKeys(false)} />
      <SpokenWords notes={notes} said={said} />
    </ShownRooms>
  );
}
