import { useSyncExternalStore } from "react";
import type { CardField } from "../annotations/AnnotationCard.tsx";
import type { TextRange } from "./text-range.ts";

/** What is selected in the text, as a person means it. */
export interface Selected extends TextRange {
  by: "pointer" | "touch" | "keyboard";
  /** Ends kept as they are, rather than grown to whole words. */
  exact: boolean;
}

export type { CardField };

/** Every occurrence of what is to be marked: of an annotation's passage, or of words as the search has found them. */
export type Marking =
  | { annotation: string }
  | { quote: string; matchCase: boolean; wholeWords: boolean; ignoreDiacritics: boolean; from: number };

interface ReaderState {
  focused: string | null;
  hovered: readonly string[];
  selected: Selected | null;
  field: CardField | null;
  /** Several annotations under one click, the shortest first, and where to offer them (viewport px). */
  choosing: { ids: readonly string[]; x: number; y: number } | null;
  /** Asked for by a button, until the panel for it has opened. */
  marking: Marking | null;
  /** How far one has come in the article, in UTF-16 units; null until the text has rested in view. */
  furthest: number | null;
}

const START: ReaderState = {
  focused: null,
  hovered: [],
  selected: null,
  field: null,
  choosing: null,
  marking: null,
  furthest: null,
};

/** What the person is at in the reading room: shared by text, margin, toolbar and keys without rendering them all. */
export class ReaderStore {
  private state = START;
  private readonly listeners = new Set<() => void>();

  get(): ReaderState {
    return this.state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** `field`: where to write at once. Focusing nothing closes everything. */
  focus(id: string | null, field: CardField | null = null): void {
    this.set({ focused: id, field: id === null ? null : field, choosing: null });
  }

  fieldTaken(): void {
    if (this.state.field !== null) this.set({ field: null });
  }

  hover(ids: readonly string[]): void {
    const before = this.state.hovered;
    if (before.length === ids.length && before.every((id, index) => id === ids[index])) return;
    this.set({ hovered: ids });
  }

  select(selected: Selected | null): void {
    const before = this.state.selected;
    if (before === selected) return;
    if (
      before &&
      selected &&
      before.from === selected.from &&
      before.to === selected.to &&
      before.exact === selected.exact &&
      before.by === selected.by
    )
      return;
    this.set({ selected, choosing: null });
  }

  choose(choosing: ReaderState["choosing"]): void {
    this.set({ choosing });
  }

  markAll(marking: Marking | null): void {
    this.set({ marking });
  }

  reach(furthest: number): void {
    if (furthest !== this.state.furthest) this.set({ furthest });
  }

  private set(change: Partial<ReaderState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** Re-renders only when what is picked changes (compared by identity). */
export function useReader<T>(store: ReaderStore, pick: (state: ReaderState) => T): T {
  return useSyncExternalStore(store.subscribe, () => pick(store.get()));
}
