import { catalogue } from "../words/catalogue.ts";

export const words = catalogue().palette;
/** The workspace's pages, as they are called on their tabs. */
export const pageWords = catalogue().workspaces.nav;
