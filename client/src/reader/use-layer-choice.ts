import type { Article, LayerInfo } from "@postil/shared/schema/article";
import { useEffect, useState } from "react";
import { useCreatePrivateLayer } from "../api/articles.ts";
import { notify } from "../ui/notify.ts";
import { words } from "./words.ts";

export type LayerChoice = "team" | "private";

function keyOf(articleId: string): string {
  return `postil.layer/${articleId}`;
}

function remembered(articleId: string): LayerChoice {
  try {
    return sessionStorage.getItem(keyOf(articleId)) === "private" ? "private" : "team";
  } catch {
    return "team";
  }
}

/**
 * Which layer is shown and written into. A link's layer comes first, then the one chosen before in this tab. The
 * private layer is made when it is chosen for the first time; until it is there, `layer` is null.
 */
export function useLayerChoice(
  article: Article,
  linked: string | null,
): { choice: LayerChoice; layer: LayerInfo | null; choose: (kind: LayerChoice) => void } {
  const create = useCreatePrivateLayer(article.id);
  const [choice, setChoice] = useState<LayerChoice>(() => {
    const layer = article.layers.find(({ id }) => id === linked);
    return layer ? (layer.kind === "private" ? "private" : "team") : remembered(article.id);
  });
  const layer = article.layers.find(({ kind }) => kind === choice) ?? null;
  const missing = choice === "private" && layer === null;
  const { mutate } = create;

  useEffect(() => {
    if (!missing) return;
    mutate(undefined, {
      onError: (error) => {
        setChoice("team");
        notify({ message: `${words.rail.layerFailed} ${error.message}`, tone: "error" });
      },
    });
  }, [missing, mutate]);

  return {
    choice,
    layer,
    choose: (kind) => {
      setChoice(kind);
      try {
        sessionStorage.setItem(keyOf(article.id), kind);
      } catch {
        // Storage is blocked: the choice holds until the page is left.
      }
    },
  };
}
