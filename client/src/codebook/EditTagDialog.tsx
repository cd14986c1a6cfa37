import { Button, Group, Modal, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { type Tag, updateTagBodySchema } from "@postil/shared/schema/tag";
import { useUpdateTag } from "../api/tags.ts";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { words as shared } from "../ui/words.ts";
import { ColourField } from "./ColourField.tsx";
import styles from "./codebook.module.css";
import { ExamplesField } from "./ExamplesField.tsx";
import { possibleParents, type TagNode } from "./tag-tree.ts";
import { words } from "./words.ts";

interface EditTagDialogProps {
  tag: Tag;
  tree: readonly TagNode[];
  tags: readonly Tag[];
  /** Whether the person keeps the codebook: shortcuts are theirs to give. */
  keeps: boolean;
  onClose: () => void;
}

const KEYS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

export function EditTagDialog({ tag, tree, tags, keeps, onClose }: EditTagDialogProps) {
  const { mutateAsync } = useUpdateTag(tag.workspaceId);
  const form = useForm({
    initial: {
      name: tag.name,
      description: tag.description,
      whenToUse: tag.whenToUse,
      whenNot: tag.whenNot,
      examples: tag.examples,
      sign: tag.sign ?? "",
      colour: tag.colour,
      parentId: tag.parentId,
      shortcut: tag.shortcut,
    },
    schema: updateTagBodySchema,
    toInput: ({ shortcut, parentId, ...values }) => ({
      ...values,
      // An example that was begun and left empty is none.
      examples: values.examples.filter(({ quote, source }) => quote.trim() !== "" || source.trim() !== ""),
      // A tag that stays keeps its place among its siblings.
      ...(parentId === tag.parentId ? {} : { parentId }),
      ...(keeps ? { shortcut } : {}),
    }),
    submit: async (body) => {
      await mutateAsync({ id: tag.id, body });
      onClose();
    },
  });
  const holder = (key: number) => tags.find(({ shortcut, id }) => shortcut === key && id !== tag.id);
  return (
    <Modal opened size="lg" onClose={onClose} title={words.edit.title(tag.name)}>
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
          autosize
          minRows={3}
          maxRows={10}
          value={form.values.description}
          onChange={(event) => form.set("description", event.currentTarget.value)}
          error={form.errors.description}
        />
        <div className={styles.pair}>
          <Textarea
            label={words.edit.whenToUse}
            autosize
            minRows={2}
            maxRows={8}
            value={form.values.whenToUse}
            onChange={(event) => form.set("whenToUse", event.currentTarget.value)}
            error={form.errors.whenToUse}
          />
          <Textarea
            label={words.edit.whenNot}
            autosize
            minRows={2}
            maxRows={8}
            value={form.values.whenNot}
            onChange={(event) => form.set("whenNot", event.currentTarget.value)}
            error={form.errors.whenNot}
          />
        </div>
        <ExamplesField
          examples={form.values.examples}
          onChange={(examples) => form.set("examples", examples)}
          errors={form.errors}
        />
        <TextInput
          className={styles.signField}
          label={words.edit.sign}
          description={words.edit.signHint}
          value={form.values.sign}
          onChange={(event) => form.set("sign", event.currentTarget.value)}
          error={form.errors.sign}
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
        {keeps && (
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
        )}
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
