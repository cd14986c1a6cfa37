import { forgetAnswers } from "../api/kept/kept-answers.ts";
import { forgetReadings } from "../api/reading.ts";
import { forgetLocalData } from "../sync/pending-work.ts";

/** Takes everything of a person off this device; with `keepUnsent` all but what the server lacks. Never rejects. */
export async function forgetHere(userId: string, options: { keepUnsent?: boolean } = {}): Promise<void> {
  forgetReadings(userId, options);
  forgetChoices(userId);
  await Promise.all([forgetAnswers(userId), forgetLocalData(userId, options)]);
}

/** What was chosen last, and of which articles: they tell what somebody read. How things look stays. */
function forgetChoices(userId: string): void {
  const prefixes = ["postil.recent-", `postil.layers/${userId}/`];
  try {
    for (const key of Object.keys({ ...localStorage })) {
      if (prefixes.some((prefix) => key.startsWith(prefix))) localStorage.removeItem(key);
    }
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
