import { CopyView } from "../reader/copy/CopyView.tsx";
import { words } from "../reader/copy/words.ts";
import { ReaderPage } from "../reader/ReaderPage.tsx";

/** The reading copy. */
export function CopyRoute() {
  return <ReaderPage View={CopyView} titleOf={words.title} />;
}
