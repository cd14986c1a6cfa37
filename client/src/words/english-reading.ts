import { annotations } from "./en/annotations.ts";
import { api } from "./en/api.ts";
import { app } from "./en/app.ts";
import { assignments } from "./en/assignments.ts";
import { bin } from "./en/bin.ts";
import { commands } from "./en/commands.ts";
import { copy } from "./en/copy.ts";
import { erase } from "./en/erase.ts";
import { errors } from "./en/errors.ts";
import { extent } from "./en/extent.ts";
import { follow } from "./en/follow.ts";
import { live } from "./en/live.ts";
import { margin } from "./en/margin.ts";
import { notices } from "./en/notices.ts";
import { occurrences } from "./en/occurrences.ts";
import { offline } from "./en/offline.ts";
import { palette } from "./en/palette.ts";
import { place } from "./en/place.ts";
import { reader } from "./en/reader.ts";
import { reattach } from "./en/reattach.ts";
import { search } from "./en/search.ts";
import { sync } from "./en/sync.ts";
import { ui } from "./en/ui.ts";
import { workspaces } from "./en/workspaces.ts";

/** What the frame of every page and the reading room say: see english.ts. */
export const englishReading = {
  annotations,
  api,
  app,
  assignments,
  bin,
  commands,
  copy,
  erase,
  errors,
  extent,
  follow,
  live,
  margin,
  notices,
  occurrences,
  offline,
  palette,
  place,
  reader,
  reattach,
  search,
  sync,
  ui,
  workspaces,
};
