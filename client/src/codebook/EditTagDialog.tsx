import { Button, Group, Modal, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { type Tag, updateTagBodySchema } from "@postil/shared/schema/tag";
import { useUpdateTag } from "../api/tags.ts";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { words as shared } from "../ui/words.ts";
import { ColourField } from "./ColourField.tsx";
import styles from "./codebook.module.css";
import { possibleParents, type TagNode } from "./tag-tree.ts";
import { words } from "./words.ts";

interface EditTagDialogProps {
  tag: Tag;
  tree: readonly TagNode[];
  tags: readonly Tag[];
  onClose: () => void;
}

const KEYS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

export function EditTagDialog({ tag, tree, tags, onClose }: EditTagDialogProps) {
  const { mutateAsync } = useUpdateTag(tag.workspaceId);
  const form = useForm({
    initial: {
      name: tag.name,
      description: tag.description,
      colour: tag.colour,
      parentId: tag.parentId,
      shortcut: tag.shortcut,
    },
    schema: updateTagBodySchema,
    submit: async (body) => {
      await mutateAsync({ id: tag.id, body });
      onClose();
    },
  });
  const holder = (key: number) => tags.find(({ shortcut, id }) => shortcut === key && id !== tag.id);
  return (
    <Modal opened onClose={onClose} title={words.edit.title(tag.name)}>
      <form className={styles.form} onSubmit={form.onSubmit} noValidate>
        <TextInput
          label={words.edit.name}
          data-autofocus
          value={form.values.name}
          onChange={(event) => form.set("name", event.currentTarget.value)}
          error={form.errors.name}
        />
        <Textarea
          label={words.edit.description}
          description={words.edit.descriptionHint}
          rows={4}
          value={form.values.description}
          onChange={(event) => form.set("description", event.currentTarget.value)}
          error={form.errors.description}
        />
        <ColourField value={form.values.colour} onChange={(colour) => form.set("colour", colour)} />
        <NativeSelect
          label={words.edit.parent}
          value={form.values.parentId ?? ""}
          onChange={(event) => form.set("parentId", event.currentTarget.value || null)}
          error={form.errors.parentId}
          data={[
            { value: "", label: words.edit.topLevel },
            ...possibleParents(tree, tag.id).map(({ id, path }) => ({ value: id, label: path })),
          ]}
        />
        <NativeSelect
          label={words.edit.shortcut}
          description={words.edit.shortcutHint}
          value={String(form.values.shortcut ?? "")}
          onChange={(event) =>
            form.set("shortcut", event.currentTarget.value === "" ? null : Number(event.currentTarget.value))
          }
          error={form.errors.shortcut}
          data={[
            { value: "", label: words.edit.noShortcut },
            ...KEYS.map((key) => {
              const other = holder(key);
              return { value: String(key), label: other ? words.edit.takenBy(key, other.name) : String(key) };
            }),
          ]}
        />
        <Problem message={form.problem} />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {shared.cancel}
          </Button>
          <Button type="submit" loading={form.busy}>
            {words.edit.save}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
