import { useMemo } from "react";
import { personOf, type Room } from "../../annotations/room.ts";
import { shownTags } from "../../annotations/shown-tags.ts";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import type { Highlighted } from "./highlight-controller.ts";

/** What the painter needs of each annotation: by its first tag's colour, or by its author's. */
export function useHighlighted(
  annotations: readonly ResolvedAnnotation[],
  room: Room,
  colourBy: "tag" | "person",
): readonly Highlighted[] {
  return useMemo(
    () =>
      annotations.map((annotation) => ({
        id: annotation.id,
        ranges: annotation.ranges,
        colour:
          colourBy === "person"
            ? personOf(room, annotation.author).colour
            : (shownTags(annotation, room.tagsById)[0]?.tag.colour ?? null),
      })),
    [annotations, room, colourBy],
  );
}
