import { useMemo } from "react";
import { personOf, type Room } from "../../annotations/room.ts";
import { shownTags } from "../../annotations/shown-tags.ts";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { ListMapper } from "../list-change.ts";
import type { Highlighted } from "./highlight-controller.ts";

/** What the painter needs of each annotation: by its first tag's colour, or by its author's. */
export function useHighlighted(
  annotations: readonly ResolvedAnnotation[],
  room: Room,
  colourBy: "tag" | "person",
): readonly Highlighted[] {
  const mapper = useMemo(
    () =>
      new ListMapper(
        ({ id, ranges, author, tags }: ResolvedAnnotation): Highlighted => ({
          id,
          ranges,
          colour:
            colourBy === "person"
              ? personOf(room, author).colour
              : (shownTags({ tags }, room.tagsById)[0]?.tag.colour ?? null),
        }),
      ),
    [room, colourBy],
  );
  return useMemo(() => mapper.map(annotations), [mapper, annotations]);
}
