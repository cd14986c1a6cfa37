import { useState } from "react";
import type { ConfirmDialogProps } from "./ConfirmQuestion.tsx";
import { lazyPart, usePrefetched } from "./lazy-part.tsx";

const load = async () => (await import("./ConfirmQuestion.tsx")).ConfirmQuestion;
const loads = [load];
const ConfirmQuestion = lazyPart(load);

/** Asks before something that can't be taken back. Escape and Cancel do nothing else. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  usePrefetched(loads);
  const [wanted, setWanted] = useState(props.opened);
  if (props.opened && !wanted) setWanted(true);
  return wanted && <ConfirmQuestion {...props} />;
}
