import { notify } from "../../ui/notify.ts";
import { type ReaderCommand, useReaderCommands } from "../commands/use-reader-commands.ts";
import { blockElementAt } from "../dom-offsets.ts";
import { useReaderRoom } from "../reader-context.ts";
import { useReader } from "../reader-store.ts";
import { overlaps } from "../text-range.ts";
import { focusText } from "../use-keyboard-place.ts";
import type { PassageEnd } from "./extent.ts";
import type { Extent } from "./use-extent.ts";
import type { Parts } from "./use-parts.ts";
import { words } from "./words.ts";

/** Whether the text at an offset is written from right to left. */
export function isRightToLeft(root: HTMLElement | null, offset: number): boolean {
  const block = root && blockElementAt(root, offset);
  return block !== null && getComputedStyle(block).direction === "rtl";
}

/** What keys do to the passages of the open annotation. */
export function useExtentCommands(extent: Extent | null, { add, takeOut }: Parts): void {
  const { root, store } = useReaderRoom();
  const selected = useReader(store, (state) => state.selected);
  const ends = (side: "from" | "to"): PassageEnd => ({
    part: side === "from" ? 0 : (extent?.ranges.length ?? 1) - 1,
    side,
  });
  const move = (id: string, title: string, side: "from" | "to", direction: 1 | -1): ReaderCommand => ({
    id: `reader.extent.${id}`,
    title,
    group: "annotation",
    keys: [
      {
        key: direction === 1 ? "ArrowRight" : "ArrowLeft",
        shift: true,
        alt: "free",
        ...(side === "from" ? { control: true } : {}),
      },
    ],
    enabled: extent !== null,
    run: ({ by, exact }) => {
      if (!extent) return false;
      const end = ends(side);
      const mirrored = by === "key" && isRightToLeft(root.current, extent.ranges[end.part]?.[side] ?? 0);
      extent.step(end, mirrored ? (-direction as 1 | -1) : direction, exact);
      return true;
    },
  });
  const inside = extent !== null && selected !== null && extent.ranges.some((range) => overlaps(range, selected));
  useReaderCommands([
    move("end-forward", words.endForward, "to", 1),
    move("end-back", words.endBack, "to", -1),
    move("start-forward", words.startForward, "from", 1),
    move("start-back", words.startBack, "from", -1),
    {
      id: "reader.extent.add",
      title: words.add,
      group: "annotation",
      keys: [{ key: "+" }],
      enabled: extent !== null,
      run: () => {
        if (selected) return add(selected);
        if (!extent || !root.current) return false;
        focusText(root.current, extent.ranges.at(-1)?.to);
        notify({ message: words.toText });
        return true;
      },
    },
    {
      id: "reader.extent.take-out",
      title: words.takeOut,
      group: "annotation",
      keys: [{ key: "-" }],
      enabled: inside,
      run: () => (selected ? takeOut(selected) : false),
    },
    {
      id: "reader.extent.cancel",
      title: words.cancel,
      group: "annotation",
      keys: [{ key: "Escape" }],
      keyOnly: true,
      first: true,
      enabled: extent?.changing ?? false,
      run: () => extent?.cancel(),
    },
  ]);
}
