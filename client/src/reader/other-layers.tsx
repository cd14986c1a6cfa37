import type { LayerInfo } from "@postil/shared/schema/article";
import { createContext, memo, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { AnnotationCard, type AnnotationCardProps } from "../annotations/AnnotationCard.tsx";
import { AnnotationActions, type Documents } from "../annotations/annotation-actions.ts";
import { type Consensus, ConsensusContext } from "../annotations/consensus.ts";
import { type Room, RoomContext } from "../annotations/room.ts";
import { UndoStack } from "../annotations/undo-stack.ts";
import { type ResolvedAnnotation, useAnnotations } from "../annotations/use-annotations.ts";
import { useLayerReaders } from "../api/threads.ts";
import { type DocumentSession, isWhole } from "../sync/document-session.ts";
import { useDocument } from "../sync/use-document.ts";
import { usePublishing } from "./use-publishing.ts";

/** A layer that is shown beside the one that is written into, with what one may do in it. */
interface OtherLayer {
  room: Room;
  annotations: readonly ResolvedAnnotation[];
}

/** By layer. */
export type OtherLayers = ReadonlyMap<string, OtherLayer>;

const NONE: OtherLayers = new Map();
const OtherRooms = createContext<ReadonlyMap<string, Room>>(new Map());

/** Around the cards of all layers. */
export function ShownRooms(props: {
  rooms: ReadonlyMap<string, Room>;
  consensus: Consensus | null;
  children: ReactNode;
}) {
  return (
    <OtherRooms value={props.rooms}>
      <ConsensusContext value={props.consensus}>{props.children}</ConsensusContext>
    </OtherRooms>
  );
}

/** The other layers' state, and what each `ShownLayer` tells it by. */
export function useOtherLayers(): [OtherLayers, (id: string, layer: OtherLayer | null) => void] {
  const [layers, setLayers] = useState<OtherLayers>(NONE);
  const tell = useCallback((id: string, layer: OtherLayer | null) => {
    setLayers((before) => {
      const next = new Map(before);
      if (layer) next.set(id, layer);
      else next.delete(id);
      return next;
    });
  }, []);
  return [layers, tell];
}

interface ShownLayerProps {
  layer: LayerInfo;
  /** What its cards call it. */
  label: string | null;
  /** The article's. */
  team: LayerInfo | null;
  text: DocumentSession;
  /** The room of the layer that is written into. */
  base: Room;
  onChange: (id: string, layer: OtherLayer | null) => void;
}

/** Opens one more layer and tells what is in it. Shows nothing itself. */
export function ShownLayer({ layer, label, team, text, base, onChange }: ShownLayerProps) {
  const session = useDocument(layer.document, base.userId, { presence: false });
  const annotations = useAnnotations(session, text);
  const readers = useLayerReaders(base.workspaceId, layer.id);
  const hello = session?.hello ?? null;
  const actor = hello?.actor ?? layer.actor;
  const gone = session?.closed?.reason === "not-found";
  const canAnnotate = !gone && (hello?.canAnnotate ?? layer.canAnnotate);
  const canComment = !gone && (hello?.canComment ?? layer.canComment);
  const canModerate = !gone && (hello?.canModerate ?? false);
  const documents = useMemo<{ current: Documents | null }>(() => ({ current: null }), []);
  const mine = { actor, canRead: true, canAnnotate, canComment, canModerate };
  const hasTag = (id: string) => base.tagsById.has(id);
  documents.current =
    session && !gone ? { layer: session.doc, text: text.doc, writer: mine, whole: isWhole(session), hasTag } : null;
  const publishing = usePublishing(base.userId, layer, team, session);
  const actions = useMemo(() => new AnnotationActions(() => documents.current, new UndoStack()), [documents]);
  const room = useMemo<Room>(() => {
    const people = new Map(base.people);
    for (const { actor: id, name, colour } of readers) if (!people.has(id)) people.set(id, { name, colour });
    const writer = { actor, canRead: true, canAnnotate, canComment, canModerate };
    return {
      ...base,
      layer,
      beside: label,
      readers,
      writer,
      actions,
      people,
      createTag: null,
      proposesTags: false,
      publishing,
    };
  }, [base, layer, label, readers, actor, canAnnotate, canComment, canModerate, actions, publishing]);
  useEffect(
    () => onChange(layer.id, gone ? null : { room, annotations }),
    [onChange, layer.id, room, annotations, gone],
  );
  useEffect(() => () => onChange(layer.id, null), [onChange, layer.id]);
  return null;
}

const NO_ROOMS: ReadonlyMap<string, Room> = new Map();

/** Of annotations of other layers, the room they are in. What one writes oneself changes nothing in it, as a rule. */
export function useRooms(own: readonly ResolvedAnnotation[], others: OtherLayers): ReadonlyMap<string, Room> {
  const theirs = useMemo<ReadonlyMap<string, Room>>(() => {
    if (others.size === 0) return NO_ROOMS;
    return new Map([...others.values()].flatMap(({ room, annotations }) => annotations.map(({ id }) => [id, room])));
  }, [others]);
  return useMemo(() => {
    // One that is being published is in two layers, until both have told.
    const twice = theirs.size === 0 ? [] : own.filter(({ id }) => theirs.has(id));
    if (twice.length === 0) return theirs;
    const rooms = new Map(theirs);
    for (const { id } of twice) rooms.delete(id);
    return rooms;
  }, [own, theirs]);
}

/** All that is shown, in order of place: on the whole article first, what has lost its place last. */
export function withOthers(own: readonly ResolvedAnnotation[], others: OtherLayers): readonly ResolvedAnnotation[] {
  if (others.size === 0) return own;
  const byId = new Map<string, ResolvedAnnotation>();
  for (const { annotations } of others.values())
    for (const annotation of annotations) byId.set(annotation.id, annotation);
  for (const annotation of own) byId.set(annotation.id, annotation);
  return [...byId.values()].sort((a, b) => placeOf(a) - placeOf(b));
}

function placeOf({ on, ranges }: ResolvedAnnotation): number {
  if (on !== "passage") return -1;
  return ranges[0]?.from ?? Number.MAX_SAFE_INTEGER;
}

/** A card in the room of the layer that its annotation is in. */
export const LayerCard = memo(function LayerCard(props: AnnotationCardProps) {
  const room = useContext(OtherRooms).get(props.annotation.id);
  const card = <AnnotationCard {...props} />;
  return room ? <RoomContext value={room}>{card}</RoomContext> : card;
});
