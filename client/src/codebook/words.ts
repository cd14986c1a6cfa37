import { pageCatalogue } from "../words/catalogue.ts";

export const words = pageCatalogue().codebook;
