import type { Tag } from "@postil/shared/schema/tag";
import { DeleteTagDialog } from "./DeleteTagDialog.tsx";
import { EditTagDialog } from "./EditTagDialog.tsx";
import { MergeDialog } from "./MergeDialog.tsx";
import { MoveDialog } from "./MoveDialog.tsx";
import { TagPanel } from "./TagPanel.tsx";
import type { TagNode } from "./tag-tree.ts";

export interface OpenDialog {
  kind: "edit" | "move" | "merge" | "delete";
  node: TagNode;
}

interface CodebookDialogsProps {
  dialog: OpenDialog | null;
  /** The tag that the panel shows. */
  shown: Tag | null;
  tree: readonly TagNode[];
  tags: readonly Tag[];
  keeps: boolean;
  mayChange: (tag: Tag) => boolean;
  onEdit: (node: TagNode) => void;
  onClose: () => void;
  onHide: () => void;
}

/** What opens over the codebook: one dialog at a time, and the panel of a tag. */
export function CodebookDialogs(props: CodebookDialogsProps) {
  const { dialog, shown, tree, tags, keeps, onClose } = props;
  const tag = dialog?.node.tag;
  return (
    <>
      {shown && !dialog && (
        <TagPanel
          key={shown.id}
          tag={shown}
          tags={tags}
          keeps={keeps}
          onEdit={props.mayChange(shown) ? () => props.onEdit({ tag: shown, children: [] }) : null}
          onClose={props.onHide}
        />
      )}
      {dialog?.kind === "edit" && tag && (
        <EditTagDialog key={tag.id} tag={tag} tree={tree} tags={tags} keeps={keeps} onClose={onClose} />
      )}
      {dialog?.kind === "move" && <MoveDialog node={dialog.node} tree={tree} onClose={onClose} />}
      {dialog?.kind === "merge" && tag && <MergeDialog tag={tag} tags={tags} onClose={onClose} />}
      {dialog?.kind === "delete" && <DeleteTagDialog node={dialog.node} onClose={onClose} />}
    </>
  );
}
