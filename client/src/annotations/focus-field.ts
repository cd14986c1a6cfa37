/** Cards slide to their place first, in ms. */
const SETTLED = 220;

/**
 * Gives a field the keyboard, with the caret at its end. The page moves only if the field would be out of view, and
 * only once the card stands still. Answers the function that calls this off.
 */
export function focusField(field: HTMLInputElement | HTMLTextAreaElement | null): () => void {
  if (!field) return () => undefined;
  field.focus({ preventScroll: true });
  field.setSelectionRange(field.value.length, field.value.length);
  const timer = setTimeout(() => field.scrollIntoView({ block: "nearest" }), SETTLED);
  return () => clearTimeout(timer);
}
