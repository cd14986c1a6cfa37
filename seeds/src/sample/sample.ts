import { courts } from "./articles/courts.ts";
import { diplomacy } from "./articles/diplomacy.ts";
import { politics } from "./articles/politics.ts";
import { rights } from "./articles/rights.ts";
import { rwanda } from "./articles/rwanda.ts";
import type { SampleArticle } from "./types.ts";

export const SAMPLE_WORKSPACE = "How five newsrooms told it";

/** Said of every article, so that nobody takes it for news. */
export const SAMPLE_SOURCE = "Written for this sample";

/** In the order of the workspace's table. */
export const SAMPLE_ARTICLES: SampleArticle[] = [diplomacy, courts, rights, rwanda, politics];
