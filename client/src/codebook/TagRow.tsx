import { ActionIcon, Menu } from "@mantine/core";
import { ChevronRight, CornerDownRight, Ellipsis, Pencil, SquarePen, Trash2 } from "lucide-react";
import { memo, useRef, useState } from "react";
import { Link } from "react-router";
import { useUpdateTag } from "../api/tags.ts";
import { notifyError } from "../ui/notify.ts";
import { TagMark } from "../ui/TagChip.tsx";
import { ColourMenu } from "./ColourMenu.tsx";
import styles from "./codebook.module.css";
import { RenameField } from "./RenameField.tsx";
import type { TagActions } from "./TagList.tsx";
import type { TagNode } from "./tag-tree.ts";
import { words } from "./words.ts";

interface TagRowProps {
  node: TagNode;
  actions: TagActions | null;
  folded: boolean;
  onFold: () => void;
  onAddBelow: () => void;
}

export const TagRow = memo(function TagRow({ node, actions, folded, onFold, onAddBelow }: TagRowProps) {
  const { tag, children } = node;
  const [renaming, setRenaming] = useState(false);
  const menu = useRef<HTMLButtonElement>(null);
  const update = useUpdateTag(tag.workspaceId);
  const recolour = (colour: number) => update.mutate({ id: tag.id, body: { colour } }, { onError: notifyError });
  return (
    <div className={styles.row}>
      {children.length > 0 ? (
        <ActionIcon
          className={styles.fold}
          size={24}
          aria-label={words.expand(tag.name)}
          aria-expanded={!folded}
          onClick={onFold}
        >
          <ChevronRight size={16} aria-hidden className={styles.chevron} data-open={!folded} />
        </ActionIcon>
      ) : (
        <span className={styles.fold} />
      )}
      {actions ? (
        <ColourMenu name={tag.name} colour={tag.colour} onChange={recolour} />
      ) : (
        <span className={styles.swatch}>
          <TagMark colour={tag.colour} size={16} />
        </span>
      )}
      <div className={styles.what}>
        {renaming ? (
          <RenameField
            tag={tag}
            onClose={() => {
              setRenaming(false);
              // Back to where it was begun, once the field has gone.
              setTimeout(() => menu.current?.focus());
            }}
          />
        ) : (
          // biome-ignore lint/a11y/noStaticElementInteractions: the menu does the same by keyboard
          <span className={styles.name} onDoubleClick={actions ? () => setRenaming(true) : undefined}>
            {tag.name}
          </span>
        )}
      </div>
      {tag.description && <p className={styles.description}>{tag.description}</p>}
      {tag.shortcut !== null && (
        <kbd className={styles.key} title={words.shortcutIs(tag.shortcut)}>
          <span className="visually-hidden">{words.shortcutIs(tag.shortcut)}</span>
          <span aria-hidden>{tag.shortcut}</span>
        </kbd>
      )}
      <Link
        className={styles.count}
        to={`/w/${tag.workspaceId}/annotations?tag=${tag.id}`}
        aria-label={words.countLink(tag.name, tag.count)}
      >
        <span className={styles.countLong}>{words.count(tag.count)}</span>
        <span className={styles.countShort}>{tag.count}</span>
      </Link>
      {actions && (
        <Menu>
          <Menu.Target>
            <ActionIcon ref={menu} className={styles.menu} aria-label={words.actionsOf(tag.name)}>
              <Ellipsis size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Pencil size={16} aria-hidden />} onClick={() => setRenaming(true)}>
              {words.menu.rename}
            </Menu.Item>
            <Menu.Item leftSection={<SquarePen size={16} aria-hidden />} onClick={() => actions.edit(node)}>
              {words.menu.edit}
            </Menu.Item>
            <Menu.Item leftSection={<CornerDownRight size={16} aria-hidden />} onClick={onAddBelow}>
              {words.menu.addBelow}
            </Menu.Item>
            <Menu.Item color="red" leftSection={<Trash2 size={16} aria-hidden />} onClick={() => actions.delete(node)}>
              {words.menu.delete}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
});
