import { annotations } from "./de/annotations.ts";
import { api } from "./de/api.ts";
import { app } from "./de/app.ts";
import { assignments } from "./de/assignments.ts";
import { bin } from "./de/bin.ts";
import { commands } from "./de/commands.ts";
import { copy } from "./de/copy.ts";
import { erase } from "./de/erase.ts";
import { errors } from "./de/errors.ts";
import { extent } from "./de/extent.ts";
import { follow } from "./de/follow.ts";
import { live } from "./de/live.ts";
import { margin } from "./de/margin.ts";
import { notices } from "./de/notices.ts";
import { occurrences } from "./de/occurrences.ts";
import { offline } from "./de/offline.ts";
import { palette } from "./de/palette.ts";
import { place } from "./de/place.ts";
import { reader } from "./de/reader.ts";
import { reattach } from "./de/reattach.ts";
import { search } from "./de/search.ts";
import { sync } from "./de/sync.ts";
import { ui } from "./de/ui.ts";
import { workspaces } from "./de/workspaces.ts";
import type { ReadingWords } from "./english.ts";

/** What the frame of every page and the reading room say: see german.ts. */
export const germanReading: ReadingWords = {
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
