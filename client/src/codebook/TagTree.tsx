import type { Tag } from "@postil/shared/schema/tag";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { type TagActions, TagRow } from "./TagRow.tsx";
import type { TagNode } from "./tag-tree.ts";
import treeStyles from "./tree.module.css";
import { type Direction, dropAt, idsAbove, step, visibleRows } from "./tree-rows.ts";
import { useTagMoves } from "./use-tag-moves.ts";
import { useTreeDrag } from "./use-tree-drag.ts";
import { words } from "./words.ts";

interface TagTreeProps {
  workspaceId: string;
  tree: readonly TagNode[];
  actions: TagActions;
  /** What may be done with a tag besides reading. */
  mayChange: (tag: Tag) => boolean;
  keeps: boolean;
}

const MOVES: Record<string, Direction> = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };

/**
 * The codebook as a tree whose lines hold controls (WAI-ARIA, Treegrid, with its rows as stops): arrows go through it, open and fold; Enter shows a tag, F2 renames it,
 * Alt with the arrows moves it. One line is a stop of Tab, with what stands in it.
 */
export function TagTree({ workspaceId, tree, actions, mayChange, keeps }: TagTreeProps) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const [renaming, setRenaming] = useState<{ id: string; fromMenu: boolean } | null>(null);
  const [adding, setAdding] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const kept = useRef<string | null>(null);
  const typed = useRef({ text: "", at: 0 });
  const rows = useMemo(() => visibleRows(tree, folded), [tree, folded]);
  const moves = useTagMoves(workspaceId, tree);
  const { dragged, handle } = useTreeDrag(
    (id, { target, side }) => dropAt(tree, id, target, side),
    (id, place) => {
      if (place.parentId !== null) unfold(place.parentId);
      void moves(id, place);
    },
  );
  const current = rows.some(({ node }) => node.tag.id === active) ? active : (rows[0]?.node.tag.id ?? null);

  /** `part`: a selector of something within the line. */
  function focusRow(id: string | undefined, part = ""): void {
    if (id === undefined) return;
    setActive(id);
    list.current?.querySelector<HTMLElement>(`[data-tag="${CSS.escape(id)}"] ${part}`)?.focus();
  }
  function unfold(id: string): void {
    setFolded((before) => new Set([...before].filter((one) => one !== id)));
  }
  function fold(id: string): void {
    setFolded((before) => new Set([...before, id]));
  }

  // A line that was moved is another place of the page: browsers take the keyboard from it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the lines change
  useEffect(() => {
    const id = kept.current;
    if (id === null || list.current?.contains(document.activeElement)) return;
    list.current?.querySelector<HTMLElement>(`[data-tag="${CSS.escape(id)}"]`)?.focus();
  }, [rows]);

  function move(node: TagNode, direction: Direction): void {
    const place = keeps ? step(tree, node.tag.id, direction) : null;
    if (!place) return;
    if (place.parentId !== null) unfold(place.parentId);
    kept.current = node.tag.id;
    void moves(node.tag.id, place).then(() => setTimeout(() => (kept.current = null), 1_000));
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>, index: number): void {
    const row = rows[index];
    if (!row || event.target !== event.currentTarget || event.nativeEvent.isComposing) return;
    const { node } = row;
    const id = node.tag.id;
    const direction = MOVES[event.key];
    if (event.altKey && direction) move(node, direction);
    else if (event.altKey || event.ctrlKey || event.metaKey) return;
    else if (event.key === "ArrowDown") focusRow(rows[index + 1]?.node.tag.id);
    else if (event.key === "ArrowUp") focusRow(rows[index - 1]?.node.tag.id);
    else if (event.key === "Home") focusRow(rows[0]?.node.tag.id);
    else if (event.key === "End") focusRow(rows.at(-1)?.node.tag.id);
    else if (event.key === "ArrowRight") {
      if (node.children.length === 0) return;
      if (folded.has(id)) unfold(id);
      else focusRow(node.children[0]?.tag.id);
    } else if (event.key === "ArrowLeft") {
      if (node.children.length > 0 && !folded.has(id)) fold(id);
      else focusRow(idsAbove(tree, id).at(-1));
    } else if (event.key === "Enter") actions.show(node);
    else if (event.key === "F2" && mayChange(node.tag)) setRenaming({ id, fromMenu: false });
    else if (event.key === "Delete" && mayChange(node.tag)) actions.delete(node);
    else if (event.key === "*") setFolded(new Set());
    else if (event.key.length === 1 && event.key !== " ") seek(event.key, index);
    else return;
    event.preventDefault();
  }

  /** To the next line whose name begins with what is typed. */
  function seek(sign: string, index: number): void {
    const now = Date.now();
    const text = now - typed.current.at < 800 ? typed.current.text + sign : sign;
    typed.current = { text, at: now };
    const from = text.length > 1 ? index : index + 1;
    const around = [...rows.slice(from), ...rows.slice(0, from)];
    const wanted = text.toLowerCase();
    focusRow(around.find(({ node }) => node.tag.name.toLowerCase().startsWith(wanted))?.node.tag.id);
  }

  return (
    <>
      {keeps && <p className={treeStyles.hint}>{words.tree.hint}</p>}
      <div
        ref={list}
        role="treegrid"
        aria-label={words.title}
        className={treeStyles.tree}
        data-dragging={dragged !== null}
      >
        {rows.map((row, index) => {
          const { tag } = row.node;
          return (
            <TagRow
              key={tag.id}
              row={row}
              actions={actions}
              mayChange={mayChange(tag)}
              keeps={keeps}
              current={tag.id === current}
              folded={folded.has(tag.id)}
              renaming={renaming?.id === tag.id}
              adding={adding === tag.id}
              dragged={dragged?.id === tag.id}
              drop={dragged?.drop?.target === tag.id ? dragged.drop.side : null}
              handle={keeps ? handle(tag.id) : null}
              onFold={() => (folded.has(tag.id) ? unfold(tag.id) : fold(tag.id))}
              onFocus={() => setActive(tag.id)}
              onKeyDown={(event) => onKeyDown(event, index)}
              onRename={(fromMenu) => setRenaming({ id: tag.id, fromMenu })}
              onRenamed={() => {
                setRenaming(null);
                // Back to where it was begun, once the field has gone.
                setTimeout(() => focusRow(tag.id, renaming?.fromMenu ? "[data-menu]" : ""));
              }}
              onAddBelow={() => {
                unfold(tag.id);
                setAdding(tag.id);
              }}
              onAdded={() => setAdding(null)}
            />
          );
        })}
      </div>
    </>
  );
}
