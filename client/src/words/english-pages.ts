import { accounts } from "./en/accounts.ts";
import { activity } from "./en/activity.ts";
import { annotationsTable } from "./en/annotations-table.ts";
import { articles } from "./en/articles.ts";
import { codebook } from "./en/codebook.ts";
import { correct } from "./en/correct.ts";
import { exports } from "./en/exports.ts";
import { members } from "./en/members.ts";

/** What only pages other than the reading room say: see english.ts. */
export const englishPages = { accounts, activity, annotationsTable, articles, codebook, correct, exports, members };
