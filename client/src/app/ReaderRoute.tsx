import { ReaderPart } from "../assignments/ReaderPart.tsx";
import { AskedContext } from "../reader/asked.ts";
import { ReaderPage } from "../reader/ReaderPage.tsx";

/** The reading room, with what is asked of the reader there. */
export function ReaderRoute() {
  return (
    <AskedContext value={ReaderPart}>
      <ReaderPage />
    </AskedContext>
  );
}
