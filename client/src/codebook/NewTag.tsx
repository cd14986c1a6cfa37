import { Button, TextInput } from "@mantine/core";
import { createTagBodySchema, type Tag } from "@postil/shared/schema/tag";
import { useEffect, useRef } from "react";
import { useCreateTag } from "../api/tags.ts";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { words as shared } from "../ui/words.ts";
import styles from "./codebook.module.css";
import { words } from "./words.ts";

interface NewTagProps {
  workspaceId: string;
  parent: Tag | null;
  /** Added tags wait for an instructor. */
  proposes?: boolean;
  focus: boolean;
  onClose?: () => void;
}

/** Adds one tag after another: the field stays, emptied. The server picks a colour that is little used. */
export function NewTag({ workspaceId, parent, proposes = false, focus, onClose }: NewTagProps) {
  const { mutateAsync } = useCreateTag(workspaceId);
  const field = useRef<HTMLInputElement>(null);
  const form = useForm({
    initial: { name: "" },
    schema: createTagBodySchema,
    toInput: (values) => ({ ...values, parentId: parent?.id ?? null }),
    submit: async (body) => {
      await mutateAsync(body);
      form.reset({ name: "" });
      field.current?.focus();
    },
  });
  useEffect(() => {
    if (focus) field.current?.focus();
  }, [focus]);
  const label = parent ? words.newBelow(parent.name) : proposes ? words.newProposal : words.newTag;
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <div className={styles.newTag}>
        <TextInput
          ref={field}
          className={styles.newName}
          aria-label={label}
          placeholder={label}
          value={form.values.name}
          onChange={(event) => form.set("name", event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && !event.nativeEvent.isComposing) onClose?.();
          }}
          error={form.errors.name}
        />
        <Button type="submit" variant="default" loading={form.busy}>
          {proposes ? words.proposals.propose : words.add}
        </Button>
        {onClose && (
          <Button variant="subtle" color="gray" onClick={onClose}>
            {shared.close}
          </Button>
        )}
      </div>
      <Problem message={form.problem} />
    </form>
  );
}
