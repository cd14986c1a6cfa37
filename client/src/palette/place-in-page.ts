/** Where the keyboard was, and what was selected. */
export interface PlaceInPage {
  /** Gives both back, where they still are in the page. */
  restore(): void;
}

/** To be asked before something takes the keyboard: what is selected goes with it. */
export function keptPlace(): PlaceInPage {
  const focused = document.activeElement;
  const selection = document.getSelection();
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection ?? {};
  return {
    restore: () => {
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true });
      if (!selection || !anchorNode?.isConnected || !focusNode?.isConnected) return;
      try {
        selection.setBaseAndExtent(anchorNode, anchorOffset ?? 0, focusNode, focusOffset ?? 0);
      } catch {
        // The text there is shorter by now: then nothing is selected.
      }
    },
  };
}
