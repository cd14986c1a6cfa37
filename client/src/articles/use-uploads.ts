import { MAX_IMPORT_FILES } from "@postil/shared/schema/article";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { uploadArticle } from "../api/articles.ts";
import { queryKeys } from "../api/query-keys.ts";
import { notify } from "../ui/notify.ts";
import { isRunning, UploadQueue } from "./upload-queue.ts";
import { words } from "./words.ts";

const queues = new Map<string, UploadQueue>();

function queueOf(workspaceId: string, client: QueryClient): UploadQueue {
  const known = queues.get(workspaceId);
  if (known) return known;
  const queue = new UploadQueue(
    (file, options) => uploadArticle(workspaceId, file, options),
    () => {
      void client.invalidateQueries({ queryKey: queryKeys.articles(workspaceId) });
      void client.invalidateQueries({ queryKey: queryKeys.workspace(workspaceId) });
    },
  );
  queues.set(workspaceId, queue);
  return queue;
}

/** The uploads of a workspace, through changes of page. `add` refuses more files than the server takes at once. */
export function useUploads(workspaceId: string) {
  const queue = queueOf(workspaceId, useQueryClient());
  const items = useSyncExternalStore(queue.subscribe, queue.items);
  const running = isRunning(items);
  useEffect(() => {
    if (!running) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [running]);
  return {
    items,
    running,
    add(files: readonly File[]) {
      if (files.length > MAX_IMPORT_FILES) {
        notify({ message: words.uploads.tooMany(files.length, MAX_IMPORT_FILES), tone: "error" });
      } else {
        queue.add(files);
      }
    },
    addFolder: (name: string) => queue.addRefused(name, words.uploads.folder),
    cancel: () => queue.cancel(),
    clear: () => queue.clear(),
  };
}
export type Uploads = ReturnType<typeof useUploads>;
