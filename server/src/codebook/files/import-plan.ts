import type { ImportItem } from "@postil/shared/schema/codebook";
import { newId } from "@postil/shared/schema/ids";
import type { TagRow } from "../tag.entity.ts";
import { inTreeOrder, PATH_SEPARATOR, tagPaths } from "../tag-tree.ts";
import type { FiledRow, FileProblem } from "./filed-rows.ts";

type Fields = Pick<
  TagRow,
  "name" | "parentId" | "description" | "whenToUse" | "whenNot" | "examples" | "sign" | "colour" | "shortcut" | "guid"
>;

/** One tag to write. `id` of a new one is new; parents come before what stands under them. */
export interface PlannedTag {
  id: string;
  added: boolean;
  fields: Partial<Fields> & Pick<Fields, "name" | "parentId">;
  archived: boolean | undefined;
}

export interface ImportPlan {
  items: ImportItem[];
  problems: FileProblem[];
  notes: string[];
  tags: PlannedTag[];
}

const TOLD = ["description", "whenToUse", "whenNot", "examples", "sign", "colour", "shortcut"] as const;

/**
 * What reading `rows` into a codebook would do: a row is the tag of its guid, else the one at its path, else a new one;
 * parents that nobody names are made. `existing: "keep"` leaves tags as they are that are there already. Tags that the
 * rows don't name stay. Pure; `current` is all that is neither deleted nor somebody's own.
 */
export function planImport(
  current: readonly TagRow[],
  rows: readonly FiledRow[],
  existing: "update" | "keep",
): ImportPlan {
  return new Planner(current, existing).plan(rows);
}

class Planner {
  private readonly result: ImportPlan = { items: [], problems: [], notes: [], tags: [] };
  private readonly byGuid: Map<string, TagRow>;
  private readonly byPath: Map<string, TagRow>;
  private readonly paths: ReadonlyMap<string, string>;
  /** Keys of the paths that rows name -> the id that stands there afterwards. */
  private readonly placed = new Map<string, string>();
  /** Ids and guids that a row has named, and where. */
  private readonly taken = new Map<string, string>();

  /** Tags that some row names by its guid: they are not what stands at another row's path. */
  private readonly claimed = new Set<string>();

  constructor(
    private readonly current: readonly TagRow[],
    private readonly existing: "update" | "keep",
  ) {
    this.paths = tagPaths(current);
    this.byGuid = new Map(current.map((tag) => [tag.guid, tag]));
    const living = current.filter((tag) => tag.mergedInto === null);
    this.byPath = new Map(living.map((tag) => [key((this.paths.get(tag.id) ?? "").split(PATH_SEPARATOR)), tag]));
  }

  plan(rows: readonly FiledRow[]): ImportPlan {
    // Parents first, in whichever order they stand in the file.
    const named = rows.filter((row) => row.path.length > 0 && row.path.every((name) => name !== ""));
    const ordered = [...named].sort((a, b) => a.path.length - b.path.length);
    for (const { guid } of ordered) this.claimed.add(this.byGuid.get(guid ?? "")?.id ?? "");
    for (const row of ordered) this.row(row);
    if (this.result.problems.length === 0) this.checkWhole();
    return this.result;
  }

  private row(row: FiledRow): void {
    const parentId = this.parentOf(row);
    const known = this.known(row);
    const named = this.placed.get(key(row.path));
    const id = known?.id ?? named ?? newId();
    for (const mark of row.guid ? [id, row.guid] : [id]) {
      const other = this.taken.get(mark);
      if (other) {
        this.result.problems.push({ where: row.where, message: `It is the same tag as that of ${other}.` });
        return;
      }
      this.taken.set(mark, row.where);
    }
    this.placed.set(key(row.path), id);
    if (known?.mergedInto) {
      const into = this.paths.get(known.mergedInto) ?? "another tag";
      this.result.notes.push(`“${row.path.join(PATH_SEPARATOR)}” has been merged into “${into}” and stays so.`);
      return;
    }
    if (!known) this.add(id, parentId, row);
    else this.change(known, parentId, row);
  }

  private known(row: FiledRow): TagRow | undefined {
    const same = this.byGuid.get(row.guid ?? "");
    if (same) return same;
    const there = this.byPath.get(key(row.path));
    return there && !this.claimed.has(there.id) ? there : undefined;
  }

  /** Of names above that no row and no tag has, tags are made on the way. */
  private parentOf({ path }: FiledRow): string | null {
    let parentId: string | null = null;
    for (let depth = 1; depth < path.length; depth++) {
      const above = path.slice(0, depth);
      const there: string | undefined = this.placed.get(key(above)) ?? this.byPath.get(key(above))?.id;
      if (there === undefined) {
        const id = newId();
        this.placed.set(key(above), id);
        this.add(id, parentId, { path: above, where: "" });
        parentId = id;
      } else parentId = there;
    }
    return parentId;
  }

  private add(id: string, parentId: string | null, { path, where: _where, archived, ...told }: FiledRow): void {
    const fields = { ...told, name: path.at(-1) ?? "", parentId };
    this.result.tags.push({ id, added: true, fields, archived });
    this.result.items.push({ kind: "added", path: path.join(PATH_SEPARATOR), fields: [] });
  }

  private change(tag: TagRow, parentId: string | null, row: FiledRow): void {
    const path = row.path.join(PATH_SEPARATOR);
    const name = row.path.at(-1) ?? tag.name;
    const changed: string[] = [];
    const fields: PlannedTag["fields"] = { name, parentId };
    if (this.existing === "update") {
      if (name !== tag.name) changed.push("name");
      if (parentId !== tag.parentId) changed.push("parentId");
      for (const field of TOLD) {
        const value = row[field];
        if (value === undefined || JSON.stringify(value) === JSON.stringify(tag[field])) continue;
        changed.push(field);
        Object.assign(fields, { [field]: value });
      }
      if (row.archived !== undefined && row.archived !== (tag.archivedAt !== null)) changed.push("archived");
    }
    this.result.items.push({ kind: changed.length > 0 ? "changed" : "unchanged", path, fields: changed });
    if (changed.length > 0) {
      this.result.tags.push({ id: tag.id, added: false, fields, archived: row.archived });
    }
  }

  /** What the codebook would be: no two siblings of one name, nothing under itself, no shortcut twice in the file. */
  private checkWhole(): void {
    const after = new Map<string, { id: string; name: string; parentId: string | null; order: number }>();
    for (const tag of this.current) if (tag.mergedInto === null) after.set(tag.id, tag);
    for (const { id, fields } of this.result.tags) after.set(id, { id, order: 0, ...fields });
    const names = new Set<string>();
    for (const { name, parentId } of after.values()) {
      const place = key([parentId ?? "", name]);
      if (names.has(place)) {
        this.result.problems.push({ where: "Codebook", message: `“${name}” would stand at one place twice.` });
      }
      names.add(place);
    }
    const all = [...after.values()];
    const paths = tagPaths(all);
    const reachable = inTreeOrder(all).filter((tag) => rootOf(tag, after));
    if (reachable.length < all.length) {
      const lost = all.find((tag) => !reachable.includes(tag));
      const path = paths.get(lost?.id ?? "") ?? "";
      this.result.problems.push({ where: "Codebook", message: `“${path}” would stand under itself.` });
    }
    const keys = this.result.tags.flatMap(({ fields }) => fields.shortcut ?? []);
    const twice = keys.find((shortcut, index) => keys.indexOf(shortcut) !== index);
    if (twice !== undefined) {
      this.result.problems.push({ where: "Codebook", message: `The shortcut ${twice} is given to more than one tag.` });
    }
  }
}

function rootOf(
  tag: { id: string; parentId: string | null },
  all: ReadonlyMap<string, { id: string; parentId: string | null }>,
): boolean {
  const seen = new Set<string>();
  let node: typeof tag | undefined = tag;
  while (node && !seen.has(node.id)) {
    seen.add(node.id);
    if (node.parentId === null) return true;
    node = all.get(node.parentId);
  }
  // A parent that isn't there stands for the top.
  return node === undefined;
}

/** Names are compared without their case. */
function key(path: readonly string[]): string {
  return path.map((name) => name.trim().toLowerCase()).join("\n");
}
