import { ActionIcon, Menu } from "@mantine/core";
import type { Tag } from "@postil/shared/schema/tag";
import {
  Archive,
  ArchiveRestore,
  ChevronRight,
  CornerDownRight,
  Ellipsis,
  FolderTree,
  GripVertical,
  Merge,
  PanelRight,
  Pencil,
  SquarePen,
  Trash2,
} from "lucide-react";
import type { HTMLAttributes, KeyboardEvent } from "react";
import { Link } from "react-router";
import { useUpdateTag } from "../api/tags.ts";
import { notifyError } from "../ui/notify.ts";
import { TagMark } from "../ui/TagChip.tsx";
import { ColourMenu } from "./ColourMenu.tsx";
import styles from "./codebook.module.css";
import { NewTag } from "./NewTag.tsx";
import { RenameField } from "./RenameField.tsx";
import type { TagNode } from "./tag-tree.ts";
import treeStyles from "./tree.module.css";
import type { DropSide, TreeRow } from "./tree-rows.ts";
import { words } from "./words.ts";

/** What opens beside the tree, or over it; the rest is done in the line. */
export interface TagActions {
  show: (node: TagNode) => void;
  edit: (node: TagNode) => void;
  move: (node: TagNode) => void;
  merge: (node: TagNode) => void;
  archive: (tag: Tag, archived: boolean) => void;
  delete: (node: TagNode) => void;
}

interface TagRowProps {
  row: TreeRow;
  actions: TagActions;
  mayChange: boolean;
  /** Whether the person keeps the codebook, which takes more than changing one's own proposals. */
  keeps: boolean;
  /** The line that Tab stops at. */
  current: boolean;
  folded: boolean;
  renaming: boolean;
  /** Asks for the name of a tag to stand under this one. */
  adding: boolean;
  dragged: boolean;
  drop: DropSide | null;
  handle: HTMLAttributes<HTMLElement> | null;
  onFold: () => void;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  /** `fromMenu`: what asked for it, and has the keyboard back afterwards. */
  onRename: (fromMenu: boolean) => void;
  onRenamed: () => void;
  onAddBelow: () => void;
  onAdded: () => void;
}

export function TagRow({ row, actions, mayChange, keeps, current, folded, renaming, ...props }: TagRowProps) {
  const { node, level, position, size } = row;
  const { tag, children } = node;
  const update = useUpdateTag(tag.workspaceId);
  const recolour = (colour: number) => update.mutate({ id: tag.id, body: { colour } }, { onError: notifyError });
  const tabIndex = current ? 0 : -1;
  const nameId = `tag-${tag.id}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table's rows have no levels
    <div
      role="row"
      className={treeStyles.row}
      tabIndex={tabIndex}
      data-tag={tag.id}
      data-drop={props.drop ?? undefined}
      data-dragged={props.dragged || undefined}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={size}
      aria-expanded={children.length > 0 ? !folded : undefined}
      aria-labelledby={nameId}
      style={{ "--level": level - 1 } as React.CSSProperties}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a table's cells have no levels */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the row has the keyboard, then what stands in it */}
      <div role="gridcell" className={treeStyles.cell}>
        {props.handle ? (
          <span className={treeStyles.grip} aria-hidden title={words.tree.drag} {...props.handle}>
            <GripVertical size={16} />
          </span>
        ) : (
          <span className={treeStyles.grip} />
        )}
        {children.length > 0 ? (
          <ActionIcon
            className={treeStyles.fold}
            size={24}
            tabIndex={tabIndex}
            aria-label={words.expand(tag.name)}
            aria-expanded={!folded}
            onClick={props.onFold}
          >
            <ChevronRight size={16} aria-hidden className={treeStyles.chevron} data-open={!folded} />
          </ActionIcon>
        ) : (
          <span className={treeStyles.fold} />
        )}
        {mayChange ? (
          <ColourMenu name={tag.name} colour={tag.colour} tabIndex={tabIndex} onChange={recolour} />
        ) : (
          <span className={treeStyles.swatch}>
            <TagMark colour={tag.colour} size={16} />
          </span>
        )}
        <div className={styles.what}>
          {renaming ? (
            <RenameField tag={tag} onClose={props.onRenamed} />
          ) : (
            // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on the line does the same
            // biome-ignore lint/a11y/noStaticElementInteractions: Enter on the line does the same
            <span
              className={`${styles.name} ${treeStyles.opens}`}
              data-archived={tag.archived || undefined}
              onClick={() => actions.show(node)}
              onDoubleClick={mayChange ? () => props.onRename(false) : undefined}
            >
              {tag.sign && (
                <span className={styles.sign} aria-hidden>
                  {tag.sign}
                </span>
              )}
              <span id={nameId}>{tag.name}</span>
            </span>
          )}
          {tag.state !== "accepted" && <span className={styles.badge}>{words.states[tag.state]}</span>}
          {tag.archived && <span className={styles.badge}>{words.states.archived}</span>}
        </div>
        {tag.description && <p className={treeStyles.description}>{tag.description}</p>}
        {tag.shortcut !== null && (
          <kbd className={treeStyles.key} title={words.shortcutIs(tag.shortcut)}>
            <span className="visually-hidden">{words.shortcutIs(tag.shortcut)}</span>
            <span aria-hidden>{tag.shortcut}</span>
          </kbd>
        )}
        <Link
          className={treeStyles.count}
          tabIndex={tabIndex}
          to={`/w/${tag.workspaceId}/annotations?tag=${tag.id}`}
          aria-label={words.countLink(tag.name, tag.count)}
        >
          <span className={treeStyles.countLong}>{words.count(tag.count)}</span>
          <span className={treeStyles.countShort}>{tag.count}</span>
        </Link>
        <RowMenu
          node={node}
          actions={actions}
          mayChange={mayChange}
          keeps={keeps}
          tabIndex={tabIndex}
          onRename={() => props.onRename(true)}
          onAddBelow={props.onAddBelow}
        />
        {props.adding && (
          <div className={treeStyles.newBelow}>
            <NewTag workspaceId={tag.workspaceId} parent={tag} focus onClose={props.onAdded} />
          </div>
        )}
      </div>
    </div>
  );
}

interface RowMenuProps {
  node: TagNode;
  actions: TagActions;
  mayChange: boolean;
  keeps: boolean;
  tabIndex: number;
  onRename: () => void;
  onAddBelow: () => void;
}

function RowMenu({ node, actions, mayChange, keeps, tabIndex, onRename, onAddBelow }: RowMenuProps) {
  const { tag } = node;
  const { menu } = words;
  const archived = tag.archivedAt !== null;
  const ArchiveIcon = archived ? ArchiveRestore : Archive;
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon className={treeStyles.menu} data-menu tabIndex={tabIndex} aria-label={words.actionsOf(tag.name)}>
          <Ellipsis size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<PanelRight size={16} aria-hidden />} onClick={() => actions.show(node)}>
          {menu.show}
        </Menu.Item>
        {mayChange && (
          <>
            <Menu.Item leftSection={<Pencil size={16} aria-hidden />} onClick={onRename}>
              {menu.rename}
            </Menu.Item>
            <Menu.Item leftSection={<SquarePen size={16} aria-hidden />} onClick={() => actions.edit(node)}>
              {menu.edit}
            </Menu.Item>
          </>
        )}
        {keeps && (
          <>
            <Menu.Item leftSection={<CornerDownRight size={16} aria-hidden />} onClick={onAddBelow}>
              {menu.addBelow}
            </Menu.Item>
            <Menu.Item leftSection={<FolderTree size={16} aria-hidden />} onClick={() => actions.move(node)}>
              {menu.move}
            </Menu.Item>
            <Menu.Item leftSection={<Merge size={16} aria-hidden />} onClick={() => actions.merge(node)}>
              {menu.merge}
            </Menu.Item>
            <Menu.Item
              leftSection={<ArchiveIcon size={16} aria-hidden />}
              onClick={() => actions.archive(tag, !archived)}
            >
              {archived ? menu.unarchive : menu.archive}
            </Menu.Item>
          </>
        )}
        {mayChange && (
          <Menu.Item color="red" leftSection={<Trash2 size={16} aria-hidden />} onClick={() => actions.delete(node)}>
            {menu.delete}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
