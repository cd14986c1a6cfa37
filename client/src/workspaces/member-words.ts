import { pageCatalogue } from "../words/catalogue.ts";

/** What inviting, groups, leaving and handing over say. */
export const memberWords = pageCatalogue().members;
