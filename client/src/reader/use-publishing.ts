import { layerMap } from "@postil/shared/document/layer-document";
import type { LayerInfo } from "@postil/shared/schema/article";
import { useMemo, useRef } from "react";
import type { Publishing } from "../annotations/room.ts";
import { publishAnnotations } from "../api/publishing.ts";
import type { DocumentSession } from "../sync/document-session.ts";
import { moveDrafts } from "../sync/draft-storage.ts";
import { notify } from "../ui/notify.ts";
import { words } from "./words.ts";

/** How long what is unsent may take to be stored, ms. */
const PATIENCE = 15_000;

/** How what is in a private layer goes to the team; null for every other layer. `team`: the article's. */
export function usePublishing(
  userId: string,
  layer: LayerInfo | null,
  team: LayerInfo | null,
  session: DocumentSession | null,
): Publishing | null {
  const latest = useRef(session);
  latest.current = session;
  return useMemo(() => {
    if (layer?.kind !== "private" || !team) return null;
    return {
      closed: team.canAnnotate ? null : words.publish.closed,
      publish: (ids) => publish(userId, layer, team, () => latest.current, ids),
    };
  }, [userId, layer, team]);
}

async function publish(
  userId: string,
  layer: LayerInfo,
  team: LayerInfo,
  current: () => DocumentSession | null,
  ids: readonly string[],
): Promise<void> {
  const { doc } = await sent(current);
  const moved = new Set(ids);
  for (const [id, { annotation }] of layerMap(doc, "comments").entries()) if (moved.has(annotation)) moved.add(id);
  await publishAnnotations(layer.id, ids);
  moveDrafts(userId, layer.document, team.document, (key) => moved.has(key.slice(key.indexOf("/") + 1)));
  notify({ message: words.publish.done(ids.length), tone: "good" });
}

/** Waits until the server has all that was done here; throws a sentence when it will not. */
async function sent(current: () => DocumentSession | null): Promise<DocumentSession> {
  const until = Date.now() + PATIENCE;
  // A note that was being written is written once its field has lost the keyboard.
  await new Promise((resolve) => setTimeout(resolve, 0));
  for (;;) {
    const session = current();
    if (session?.state === "saved") return session;
    if (!session?.online || navigator.onLine === false) throw new Error(words.publish.offline);
    if (session.state === "attention" || Date.now() > until) throw new Error(words.publish.unsent);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
