import { Button, type ButtonProps } from "@mantine/core";
import type { LayerInfo } from "@postil/shared/schema/article";
import type { Role } from "@postil/shared/schema/role";
import { useState } from "react";
import { eraseForGood } from "../../api/erasing.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notify } from "../../ui/notify.ts";
import { catalogue } from "../../words/catalogue.ts";
import { mayErase } from "./may-erase.ts";

const words = catalogue().erase;

interface EraseForGoodProps extends Pick<ButtonProps, "size" | "variant"> {
  layer: LayerInfo;
  role: Role;
  /** Deleted annotations and comments of that layer. */
  ids: readonly string[];
  /** What it erases, for screen readers, where several stand in a list. */
  of?: string;
  onErased?: () => void;
}

/** The button by which owners erase what is in the bin, and the question before it; nothing for who may not. */
export function EraseForGood({ layer, role, ids, of, onErased, ...button }: EraseForGoodProps) {
  const [asking, setAsking] = useState(false);
  if (!mayErase(role, layer)) return null;
  async function erase() {
    await eraseForGood(layer.id, ids);
    notify({ message: words.done, tone: "good" });
    onErased?.();
  }
  return (
    <>
      <Button
        color="red"
        variant="subtle"
        size="compact-sm"
        disabled={ids.length === 0}
        aria-label={of === undefined ? undefined : words.one(of)}
        onClick={() => setAsking(true)}
        {...button}
      >
        {words.button}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={words.title(ids.length)}
        confirmLabel={words.confirm}
        onConfirm={erase}
        onClose={() => setAsking(false)}
      >
        <p>{words.what}</p>
        <p>{words.reload}</p>
        <p>{words.stays}</p>
        {layer.kind !== "private" && <p>{words.recorded}</p>}
      </ConfirmDialog>
    </>
  );
}
