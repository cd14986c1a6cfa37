import { HistoryRoom } from "../reader/correct/HistoryRoom.tsx";
import { words } from "../reader/correct/words.ts";
import { ReaderPage } from "../reader/ReaderPage.tsx";

/** What an article's text was. */
export function TextHistoryRoute() {
  return <ReaderPage Room={HistoryRoom} titleOf={words.history.title} />;
}
