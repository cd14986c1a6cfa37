import type { Article } from "@postil/shared/schema/article";
import type { Workspace } from "@postil/shared/schema/workspace";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useAssignments, useAssignmentsById, useOpenLayer } from "../api/assignments.ts";
import { usePeopleByActor } from "../api/people.ts";
import { notify } from "../ui/notify.ts";
import { readLayerMemory, writeLayerMemory } from "./layer-memory.ts";
import { firstChoice, isShownAtFirst, type LayerOption, layerOptions } from "./layer-options.ts";
import { words } from "./words.ts";

/** What the address asks for: a layer by its id, one's own in an assignment, or that of one of its people. */
export interface LayerLink {
  layer: string | null;
  assignment: string | null;
  of: string | null;
}

export interface LayerChoice {
  options: readonly LayerOption[];
  /** The one that is written into. */
  written: LayerOption;
  /** Others whose annotations are shown too. */
  shown: readonly LayerOption[];
  choose: (key: string) => void;
  show: (key: string, on: boolean) => void;
}

const NO_IDS: readonly string[] = [];

/**
 * Which layer is written into, and which are shown beside it. A link's comes first, then what was chosen before on this
 * device. Private and blind layers are made when they are chosen for the first time; until one is there its `layer` is
 * null. null while it isn't known which layers there are.
 */
export function useLayerChoice(
  userId: string,
  article: Article,
  workspace: Workspace,
  link: LayerLink,
): LayerChoice | null {
  const options = useOptions(article, workspace);
  const [memory, setMemory] = useState(() => readLayerMemory(userId, article.id));
  const [linked, setLinked] = useState(true);
  const { mutate } = useOpenLayer(article.id);

  const remember = useCallback(
    (change: Partial<typeof memory>) =>
      setMemory((before) => {
        const next = { ...before, ...change };
        writeLayerMemory(userId, article.id, next);
        return next;
      }),
    [userId, article.id],
  );
  const wanted = options && ((linked && linkedKey(options, link)) || memory.written || firstChoice(options));
  const written = options && (options.find(({ key }) => key === wanted) ?? options[0]);
  const make = written?.layer === null ? written.make : null;
  const body = make && JSON.stringify(make);
  useEffect(() => {
    if (body === null || body === undefined) return;
    mutate(JSON.parse(body), {
      onError: (error) => {
        setLinked(false);
        remember({ written: "team" });
        notify({ message: `${words.rail.layerFailed} ${error.message}`, tone: "error" });
      },
    });
  }, [body, mutate, remember]);

  if (!options || !written) return null;
  const isShown = (option: LayerOption) =>
    option.layer !== null && option !== written && (memory.shown[option.key] ?? isShownAtFirst(option, written));
  return {
    options,
    written,
    shown: options.filter(isShown),
    choose: (key) => {
      setLinked(false);
      remember({ written: key });
    },
    show: (key, on) => remember({ shown: { ...memory.shown, [key]: on } }),
  };
}

function linkedKey(options: readonly LayerOption[], link: LayerLink): string | undefined {
  const found =
    options.find(({ layer }) => layer !== null && layer.id === link.layer) ??
    options.find(
      ({ assignment, layer }) => link.of !== null && assignment === link.assignment && layer?.owner === link.of,
    );
  if (found) return found.key;
  const own = `own/${link.assignment}`;
  return link.of === null && options.some(({ key }) => key === own) ? own : undefined;
}

/** null while the assignments are on their way; without them, when they can't be had, the layers that are there. */
function useOptions(article: Article, workspace: Workspace): readonly LayerOption[] | null {
  const { data: summaries, isError } = useAssignments(workspace.id);
  const people = usePeopleByActor(workspace.id);
  const open = useMemo(
    () =>
      summaries
        ?.filter(
          ({ id, kind, state, me, revealedAt }) =>
            kind === "blind" &&
            state === "published" &&
            revealedAt === null &&
            me?.isOpen === true &&
            me.submittedAt === null &&
            !article.layers.some(({ assignment, owner }) => assignment === id && owner === me.actor),
        )
        .map(({ id }) => id) ?? NO_IDS,
    [summaries, article.layers],
  );
  const details = useAssignmentsById(workspace.id, open);
  return useMemo(() => {
    if ((!summaries && !isError) || details === null) return null;
    return layerOptions({
      layers: article.layers,
      assignments: summaries ?? [],
      begin: details.filter(({ articles }) => articles.some(({ id }) => id === article.id)).map(({ id }) => id),
      nameOf: (actor) => people.get(actor)?.name ?? words.layers.somebody,
    });
  }, [summaries, isError, details, people, article.layers, article.id]);
}

/** The next of the layers that can be written into. */
export function nextKey({ options, written }: LayerChoice): string {
  const own = options.filter(({ foreign }) => !foreign);
  return own[(own.indexOf(written) + 1) % own.length]?.key ?? "team";
}
