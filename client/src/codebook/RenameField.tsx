import { TextInput } from "@mantine/core";
import { type Tag, tagNameSchema } from "@postil/shared/schema/tag";
import { useEffect, useRef, useState } from "react";
import { useUpdateTag } from "../api/tags.ts";
import { asSentence } from "../ui/use-form.ts";
import treeStyles from "./tree.module.css";
import { words } from "./words.ts";

/** How long a menu that closes takes to give the keyboard back, in ms. */
const MENU = 30;

/** Renames in place: Enter or leaving the field saves, Escape leaves it as it was. A refused name stays to be mended. */
export function RenameField({ tag, onClose }: { tag: Tag; onClose: () => void }) {
  const [name, setName] = useState(tag.name);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const { mutateAsync, isPending } = useUpdateTag(tag.workspaceId);
  // Once the menu it was chosen from has given the keyboard back.
  useEffect(() => {
    const timer = setTimeout(() => {
      field.current?.focus();
      field.current?.select();
    }, MENU);
    return () => clearTimeout(timer);
  }, []);

  async function save() {
    if (isPending) return;
    const parsed = tagNameSchema.safeParse(name);
    if (!parsed.success) {
      setProblem(asSentence(parsed.error.issues[0]?.message ?? ""));
      return;
    }
    try {
      if (parsed.data !== tag.name) await mutateAsync({ id: tag.id, body: { name: parsed.data } });
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <TextInput
      ref={field}
      className={treeStyles.rename}
      size="xs"
      aria-label={words.renameOf(tag.name)}
      value={name}
      error={problem}
      onChange={(event) => {
        setName(event.currentTarget.value);
        setProblem(null);
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") void save();
        if (event.key === "Escape") onClose();
      }}
      onBlur={() => void save()}
    />
  );
}
