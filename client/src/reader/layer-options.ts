import type { CreateLayerBody, LayerInfo } from "@postil/shared/schema/article";
import type { AssignmentSummary } from "@postil/shared/schema/assignment";
import type { LayerKind } from "@postil/shared/schema/role";
import { compareNames } from "../ui/format.ts";
import { words } from "./words.ts";

/** A layer of the article that one may read, or that is made when one first writes into it. */
export interface LayerOption {
  /** "team", "private", "own/<assignment>", or the layer's id. */
  key: string;
  kind: LayerKind;
  /** Somebody else's. */
  foreign: boolean;
  label: string;
  /** Who sees what is in it. */
  help: string;
  /** Why one can't annotate in it, where that is not for want of a role; null when one can. */
  closed: string | null;
  layer: LayerInfo | null;
  make: CreateLayerBody | null;
  assignment: string | null;
}

interface Known {
  layers: readonly LayerInfo[];
  /** Those one knows of. */
  assignments: readonly AssignmentSummary[];
  /** Of those, which ask one to code this article blind and have no layer of one's own here yet. */
  begin: readonly string[];
  nameOf: (actor: string) => string;
}

/** In the order in which they are offered: one's own first, then agreed ones, then the others', by name. */
export function layerOptions({ layers, assignments, begin, nameOf }: Known): LayerOption[] {
  const byId = new Map(assignments.map((one) => [one.id, one]));
  const titleOf = (id: string | null) => (id && byId.get(id)?.title) || words.layers.someAssignment;
  const own: LayerOption[] = [fixed("team", layers), fixed("private", layers)];
  const agreed: LayerOption[] = [];
  const others: LayerOption[] = [];
  for (const layer of layers) {
    const { assignment } = layer;
    const base = { kind: layer.kind, layer, make: null, assignment };
    if (layer.kind === "consensus") {
      const label = words.layers.agreed(titleOf(assignment));
      const closed = layer.canAnnotate ? null : words.layers.agreedClosed;
      agreed.push({ ...base, key: layer.id, foreign: false, label, help: words.layers.agreedHelp, closed });
    } else if (layer.kind === "blind" && layer.owner === layer.actor && assignment) {
      own.push({ ...base, ...ownWords(titleOf(assignment), byId.get(assignment), layer), key: `own/${assignment}` });
    } else if (layer.kind === "blind" && layer.owner) {
      const revealed = byId.get(assignment ?? "")?.revealedAt != null;
      others.push({
        ...{ ...base, key: layer.id, foreign: true },
        label: words.layers.of(nameOf(layer.owner), titleOf(assignment)),
        help: revealed ? words.layers.revealedHelp : words.layers.submittedHelp,
        closed: revealed ? words.layers.frozen : words.layers.notYours,
      });
    }
  }
  for (const id of begin) {
    own.push({
      ...{ key: `own/${id}`, kind: "blind", layer: null, assignment: id },
      ...ownWords(titleOf(id), byId.get(id), null),
      make: { kind: "blind", assignment: id },
    });
  }
  return [...own, ...agreed, ...others.sort((a, b) => compareNames(a.label, b.label))];
}

function fixed(kind: "team" | "private", layers: readonly LayerInfo[]): LayerOption {
  const [label, help] =
    kind === "team" ? [words.rail.team, words.rail.teamHelp] : [words.rail.private, words.rail.privateHelp];
  const layer = layers.find((one) => one.kind === kind) ?? null;
  const make: CreateLayerBody | null = kind === "private" ? { kind } : null;
  return { ...{ key: kind, kind, foreign: false, label, help }, closed: null, layer, make, assignment: null };
}

function ownWords(title: string, assignment: AssignmentSummary | undefined, layer: LayerInfo | null) {
  const revealed = assignment?.revealedAt != null;
  return {
    foreign: false,
    label: words.layers.own(title),
    help: revealed ? words.layers.revealedHelp : words.layers.ownHelp,
    closed: layer === null || layer.canAnnotate ? null : whyClosed(assignment),
  };
}

/** Why one's own blind layer takes nothing now. */
function whyClosed(assignment: AssignmentSummary | undefined): string {
  if (assignment?.revealedAt != null) return words.layers.frozen;
  if (assignment?.me?.submittedAt != null) {
    return assignment.me.canTakeBack ? words.layers.submittedTakeBack : words.layers.submitted;
  }
  return assignment?.me && !assignment.me.isOpen ? words.layers.notOpen : words.layers.closed;
}

/**
 * Where one writes when nothing was chosen: in the layer of the one assignment that asks for it, so that nobody who
 * codes blind shows their work to the team unawares.
 */
export function firstChoice(options: readonly LayerOption[]): string {
  const asked = options.filter(({ key, closed }) => key.startsWith("own/") && closed === null);
  return asked.length === 1 && asked[0] ? asked[0].key : "team";
}

/** Shown beside the layer that is written into, unless one says otherwise: the work that it can now be compared with. */
export function isShownAtFirst(option: LayerOption, written: LayerOption): boolean {
  // What is agreed on is made of all that was coded, one's own included.
  if (written.kind === "consensus") return option.kind === "blind" && option.assignment === written.assignment;
  return option.foreign && option.assignment !== null && option.assignment === written.assignment && !written.foreign;
}
