import { accounts } from "./de/accounts.ts";
import { activity } from "./de/activity.ts";
import { annotationsTable } from "./de/annotations-table.ts";
import { articles } from "./de/articles.ts";
import { codebook } from "./de/codebook.ts";
import { correct } from "./de/correct.ts";
import { exports } from "./de/exports.ts";
import { members } from "./de/members.ts";
import type { PageWords } from "./english.ts";

/** What only pages other than the reading room say: see german.ts. */
export const germanPages: PageWords = {
  accounts,
  activity,
  annotationsTable,
  articles,
  codebook,
  correct,
  exports,
  members,
};
