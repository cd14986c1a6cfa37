import { useCallback, useMemo } from "react";
import { type AnnotationFilter, filterAnnotations } from "../annotations/filters.ts";
import type { Room } from "../annotations/room.ts";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import { type OtherLayers, useRooms, withOthers } from "./other-layers.tsx";

/** What of all layers that are shown fits the filters. `room` and `own` are of the layer that is written into. */
export function useShown(
  room: Room,
  own: readonly ResolvedAnnotation[],
  others: OtherLayers,
  filter: AnnotationFilter,
) {
  const all = useMemo(() => withOthers(own, others), [own, others]);
  const rooms = useRooms(own, others);
  const roomOf = useCallback((id: string) => rooms.get(id) ?? room, [rooms, room]);
  const shown = useMemo(
    () => filterAnnotations(all, filter, room.tagsById, room.writer.actor),
    [all, filter, room.tagsById, room.writer.actor],
  );
  const placed = useMemo(() => shown.filter(({ ranges }) => ranges.length > 0), [shown]);
  const loose = useMemo(() => shown.filter(({ ranges }) => ranges.length === 0), [shown]);
  const beside = useMemo(() => [...loose.filter(({ on }) => on === "article"), ...placed], [loose, placed]);
  const ownIds = useMemo(() => own.map(({ id }) => id), [own]);
  return { all, rooms, roomOf, shown, placed, loose, beside, ownIds };
}
