import { addedTagState } from "@postil/shared/policy/codebook-rules";
import type { Article } from "@postil/shared/schema/article";
import type { Workspace } from "@postil/shared/schema/workspace";
import { type ComponentType, useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { AnnotationActions, type Documents } from "../annotations/annotation-actions.ts";
import { type Person, type Room, RoomContext } from "../annotations/room.ts";
import { offeredTags } from "../annotations/shown-tags.ts";
import { UndoStack } from "../annotations/undo-stack.ts";
import { usePeopleByActor } from "../api/people.ts";
import { useCreateTag, useTags, useTagsById } from "../api/tags.ts";
import { useLayerReaders } from "../api/threads.ts";
import { useLivePlace } from "../live/live.ts";
import { isWhole } from "../sync/document-session.ts";
import { useDocument } from "../sync/use-document.ts";
import { Loading } from "../ui/Loading.tsx";
import { ShownLayer, useOtherLayers } from "./other-layers.tsx";
import type { LeftAt } from "./use-keyboard-place.ts";
import { useLayerChoice } from "./use-layer-choice.ts";
import { useLayerWords } from "./use-layer-words.ts";
import { usePublishing } from "./use-publishing.ts";
import type { ReaderStateOptions } from "./use-reader-state.ts";
import { useSignedInAgain } from "./use-signed-in-again.ts";
import { words } from "./words.ts";

export interface ReadingRoomProps {
  userId: string;
  article: Article;
  workspace: Workspace;
  /** What shows the article. */
  View: ComponentType<ReaderStateOptions>;
}

/** Opens the article's documents and gathers what its cards need to know. */
export function ReadingRoom({ userId, article, workspace, View }: ReadingRoomProps) {
  useLivePlace(workspace.id, article.id);
  const [search] = useSearchParams();
  const leftAt = useRef<LeftAt | null>(null);
  const [visit] = useState(() => ({ begun: false, furthest: 0 }));
  const link = { layer: search.get("layer"), assignment: search.get("assignment"), of: search.get("of") };
  const layers = useLayerChoice(userId, article, workspace, link);
  const layer = layers?.written.layer ?? null;
  const switched = useLayerWords(layers?.written ?? null);
  const [others, onOther] = useOtherLayers();
  const about = { articleId: article.id, title: article.title };
  const text = useDocument(article.textDocument, userId, { about });
  const session = useDocument(layer?.document ?? null, userId, { about, presence: layer?.kind === "team" });
  useSignedInAgain(userId, session);
  useSignedInAgain(userId, text);
  const { data: tags } = useTags(workspace.id);
  const tagsById = useTagsById(workspace.id);
  const known = usePeopleByActor(workspace.id);
  const createTag = useCreateTag(workspace.id).mutateAsync;

  const team = article.layers.find(({ kind }) => kind === "team") ?? null;
  const publishing = usePublishing(userId, layer, team, session);
  const hello = session?.hello ?? null;
  const actor = hello?.actor ?? layer?.actor ?? "";
  // Signed out one goes on: it is kept here. Without the document there is nothing to go on with.
  const gone = session?.closed?.reason === "not-found";
  const canAnnotate = !gone && (hello?.canAnnotate ?? layer?.canAnnotate ?? false);
  const canComment = !gone && (hello?.canComment ?? layer?.canComment ?? false);
  const canModerate = !gone && (hello?.canModerate ?? false);
  // Actions outlive the documents they write into: those are replaced when refused work was rescued.
  const documents = useMemo<{ current: Documents | null }>(() => ({ current: null }), []);
  const writer = { actor, canRead: true, canAnnotate, canComment, canModerate };
  documents.current =
    session && text && !gone
      ? { layer: session.doc, text: text.doc, writer, whole: isWhole(session), hasTag: (id) => tagsById.has(id) }
      : null;
  const layerId = layer?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: steps of one layer can't be undone in another
  const actions = useMemo(() => new AnnotationActions(() => documents.current, new UndoStack()), [documents, layerId]);
  const readers = useLayerReaders(workspace.id, layerId);
  // Readers of pseudonymous assignments are no members by these names.
  const people = useMemo(() => {
    const people = new Map<string, Person>(readers.map(({ actor: id, name, colour }) => [id, { name, colour }]));
    for (const [id, { name, colour }] of known) people.set(id, { name, colour });
    return people;
  }, [known, readers]);
  const room = useMemo<Room | null>(
    () =>
      layer && {
        userId,
        workspaceId: workspace.id,
        articleId: article.id,
        layer,
        beside: null,
        writer: { actor, canRead: true, canAnnotate, canComment, canModerate },
        actions,
        tags: offeredTags(tags ?? [], workspace.me),
        tagsById,
        people,
        readers,
        createTag: addedTagState(workspace.me.role, workspace.tagAdders)
          ? (name) => createTag({ name, ...(layer.kind === "blind" ? { layer: layer.id } : {}) })
          : null,
        proposesTags: addedTagState(workspace.me.role, workspace.tagAdders) === "proposed" && layer.kind !== "blind",
        publishing,
      },
    [
      userId,
      workspace.id,
      workspace.me,
      workspace.tagAdders,
      article.id,
      layer,
      actor,
      canAnnotate,
      canComment,
      canModerate,
      actions,
      tags,
      tagsById,
      people,
      readers,
      createTag,
      publishing,
    ],
  );
  // It outlives the view, which is made anew with each layer: what comes into the page with its words is not read out.
  const spoken = (
    <div className="visually-hidden" aria-live="polite">
      {switched}
    </div>
  );
  if (!room || !session || !text || !layers) {
    return (
      <>
        {spoken}
        <main id="main" tabIndex={-1}>
          <Loading label={words.page.loading} />
        </main>
      </>
    );
  }
  return (
    <>
      {spoken}
      <RoomContext value={room}>
        <View
          key={room.layer.id}
          article={article}
          room={room}
          text={text}
          layer={session}
          layers={{
            ...layers,
            choose: (key) => {
              leftAt.current = document.activeElement?.closest("[data-layers]") ? "layers" : "text";
              layers.choose(key);
            },
          }}
          others={others}
          leftAt={leftAt}
          visit={visit}
        />
        {layers.shown.map(
          (option) =>
            option.layer && (
              <ShownLayer
                key={option.layer.id}
                layer={option.layer}
                // A coder's cards bear their name as it is.
                label={option.foreign ? null : option.label}
                team={team}
                text={text}
                base={room}
                onChange={onOther}
              />
            ),
        )}
      </RoomContext>
    </>
  );
}
