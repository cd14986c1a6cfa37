import { CorrectRoom } from "../reader/correct/CorrectRoom.tsx";
import { words } from "../reader/correct/words.ts";
import { ReaderPage } from "../reader/ReaderPage.tsx";

/** Where an article's text is corrected. */
export function CorrectRoute() {
  return <ReaderPage Room={CorrectRoom} titleOf={words.title} />;
}
