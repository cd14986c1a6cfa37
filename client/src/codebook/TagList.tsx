import { useState } from "react";
import styles from "./codebook.module.css";
import { NewTag } from "./NewTag.tsx";
import { TagRow } from "./TagRow.tsx";
import type { TagNode } from "./tag-tree.ts";

/** What opens a dialog; the rest is done in the row. */
export interface TagActions {
  edit: (node: TagNode) => void;
  delete: (node: TagNode) => void;
}

interface TagListProps {
  nodes: readonly TagNode[];
  /** null: only to be read. */
  actions: TagActions | null;
  workspaceId: string;
}

/** A level of the tree, as a list in a list: what screen readers and keyboards know without being told. */
export function TagList({ nodes, actions, workspaceId }: TagListProps) {
  return (
    <ul className={styles.list}>
      {nodes.map((node) => (
        <TagItem key={node.tag.id} node={node} actions={actions} workspaceId={workspaceId} />
      ))}
    </ul>
  );
}

function TagItem({ node, actions, workspaceId }: Omit<TagListProps, "nodes"> & { node: TagNode }) {
  const [folded, setFolded] = useState(false);
  const [adding, setAdding] = useState(false);
  const { tag, children } = node;
  return (
    <li>
      <TagRow
        node={node}
        actions={actions}
        folded={folded}
        onFold={() => setFolded(!folded)}
        onAddBelow={() => {
          setFolded(false);
          setAdding(true);
        }}
      />
      {!folded && children.length > 0 && <TagList nodes={children} actions={actions} workspaceId={workspaceId} />}
      {adding && (
        <div className={styles.newBelow}>
          <NewTag workspaceId={workspaceId} parent={tag} focus onClose={() => setAdding(false)} />
        </div>
      )}
    </li>
  );
}
