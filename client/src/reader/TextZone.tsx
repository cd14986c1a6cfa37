import { useCallback, useMemo, useState } from "react";
import { quickTags } from "../annotations/tag-search.ts";
import { commands } from "../commands/use-commands.ts";
import { Loading } from "../ui/Loading.tsx";
import { ArticleHeader } from "./ArticleHeader.tsx";
import { ArticleText } from "./ArticleText.tsx";
import { Caret } from "./Caret.tsx";
import { ExtentHandles } from "./extent/ExtentHandles.tsx";
import { useExtent } from "./extent/use-extent.ts";
import { useExtentCommands } from "./extent/use-extent-commands.ts";
import { useParts } from "./extent/use-parts.ts";
import { FollowBar } from "./follow/FollowBar.tsx";
import { LooseAnnotations } from "./LooseAnnotations.tsx";
import { MemoButton } from "./memo/MemoButton.tsx";
import { MARK_ALL } from "./occurrences/Occurrences.tsx";
import { PresenceMarks } from "./PresenceMarks.tsx";
import { ReadingPlace } from "./place/ReadingPlace.tsx";
import presenceStyles from "./presence.module.css";
import { useReaderRoom } from "./reader-context.ts";
import { useReader } from "./reader-store.ts";
import styles from "./reading-room.module.css";
import { useReattach } from "./reattach/use-reattach.ts";
import { SelectionToolbar } from "./SelectionToolbar.tsx";
import { Search } from "./search/Search.tsx";
import { overlaps } from "./text-range.ts";
import { UnsentWords } from "./UnsentWords.tsx";
import { type PointedReader, usePointer } from "./use-pointer.ts";
import { useSelection } from "./use-selection.ts";
import { WholeArticle } from "./whole-article/WholeArticle.tsx";
import { words } from "./words.ts";

/** Tags offered beside a selection when few have shortcuts. */
const QUICK_TAGS = 5;

/** The article, and what lies on its text: the caret, the tools for a selection, where others are. */
export function TextZone() {
  const reader = useReaderRoom();
  const { article, room, store, root, element, controller, currentText, annotations, readers, reading, language } =
    reader;
  const { open, make, applyTag } = reading;
  const selected = useReader(store, (state) => state.selected);
  const [pointed, setPointed] = useState<PointedReader | null>(null);
  usePointer(element, store, { plan: controller?.plan ?? null, readers, onOpen: open, onReader: setPointed });

  const onFieldTaken = useCallback(() => store.fieldTaken(), [store]);
  const onEnter = useCallback(
    (offset: number) => {
      const [first] = controller?.plan.at(offset) ?? [];
      if (first) open(first, "card");
    },
    [controller, open],
  );
  const offered = useMemo(() => quickTags(room.tags, QUICK_TAGS), [room.tags]);
  const { canAnnotate, canComment } = room.writer;
  const extent = useExtent();
  const parts = useParts(extent);
  useExtentCommands(extent, parts);
  const reattach = useReattach();
  useSelection(root, store, { text: currentText, language, onExtra: parts.add });
  const touched = selected !== null && extent?.ranges.some((range) => overlaps(range, selected));
  const covered =
    selected !== null && extent?.ranges.some(({ from, to }) => from <= selected.from && selected.to <= to);
  return (
    <main id="main" tabIndex={-1} className={styles.column}>
      <Search />
      <ReadingPlace />
      <FollowBar />
      <ArticleHeader
        article={article}
        text={reader.arrived ? reader.text : null}
        titled={reader.titled}
        language={language}
      >
        <WholeArticle>
          <MemoButton />
        </WholeArticle>
      </ArticleHeader>
      {!canAnnotate && <UnsentWords userId={room.userId} document={room.layer.document} canComment={canComment} />}
      {reader.arrived ? (
        <div className={styles.page}>
          <ArticleText
            ref={reader.setRoot}
            blocks={reader.blocks}
            length={reader.text.length}
            language={language}
            label={words.text.label(article.title)}
            describedBy="text-help"
            notes={reader.notes.ids}
            titled={reader.titled}
          />
          <PresenceMarks root={root} readers={readers} blocks={reader.blocks} />
          <Caret element={element} text={currentText} language={language} onEnter={onEnter} />
          <ExtentHandles extent={extent} />
          {selected && canAnnotate && (
            <SelectionToolbar
              root={root}
              selected={selected}
              tags={offered}
              docked={reader.width === "narrow"}
              onAction={(action) => make(action, selected.exact)}
              onTag={(tag) => applyTag(tag, selected.exact)}
              onAdd={extent && !covered ? () => parts.add(selected) : null}
              onTakeOut={touched ? () => parts.takeOut(selected) : null}
              onAttach={reattach.attach}
              onAll={() => commands.run(MARK_ALL)}
            />
          )}
        </div>
      ) : (
        <Loading label={words.page.loading} />
      )}
      <LooseAnnotations
        annotations={annotations.loose}
        text={reader.text}
        attach={reattach.begin}
        store={store}
        onOpen={open}
        onFieldTaken={onFieldTaken}
        onLeave={reading.back}
      />
      {pointed && (
        <span className={presenceStyles.name} style={{ left: pointed.x + 12, top: pointed.y + 16 }}>
          {words.people.selects(pointed.reader.name)}
        </span>
      )}
    </main>
  );
}
