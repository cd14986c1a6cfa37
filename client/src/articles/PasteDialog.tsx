import { Button, Group, Modal, Textarea, TextInput } from "@mantine/core";
import { createArticleBodySchema } from "@postil/shared/schema/article";
import type { Workspace } from "@postil/shared/schema/workspace";
import { useCreateArticle } from "../api/articles.ts";
import { notify } from "../ui/notify.ts";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { words as shared } from "../ui/words.ts";
import { ArticleFields, type Details, NO_DETAILS, repeatedAttribute, toDetailsBody } from "./ArticleFields.tsx";
import styles from "./articles.module.css";
import { words } from "./words.ts";

interface PasteDialogProps {
  workspace: Workspace;
  opened: boolean;
  onClose: () => void;
}

interface Pasted extends Details {
  text: string;
}

const EMPTY: Pasted = { ...NO_DETAILS, text: "" };
/** A first line longer than this is a paragraph, not a title. */
const LONGEST_TITLE = 150;

/** Closing it keeps what was typed: it is there when it is opened again. */
export function PasteDialog({ workspace, opened, onClose }: PasteDialogProps) {
  const { mutateAsync } = useCreateArticle(workspace.id);
  const form = useForm<Pasted, typeof createArticleBodySchema>({
    initial: EMPTY,
    schema: createArticleBodySchema,
    toInput: (values) => ({ ...toDetailsBody(values), text: values.text }),
    submit: async (body) => {
      const repeated = repeatedAttribute(form.values);
      if (repeated) throw new Error(repeated);
      await mutateAsync(body);
      notify({ message: words.pasteDialog.added(body.title), tone: "good" });
      form.reset(EMPTY);
      onClose();
    },
  });
  return (
    <Modal opened={opened} onClose={onClose} title={words.pasteDialog.title} size="lg">
      <form className={styles.form} onSubmit={form.onSubmit} noValidate>
        <Textarea
          label={words.fields.text}
          description={words.fields.textHint}
          data-autofocus
          rows={9}
          spellCheck={false}
          value={form.values.text}
          onChange={(event) => form.set("text", event.currentTarget.value)}
          onPaste={(event) => {
            const title = suggestTitle(event.clipboardData.getData("text"));
            if (title && form.values.title === "" && form.values.text === "") form.set("title", title);
          }}
          error={form.errors.text}
        />
        <TextInput
          label={words.fields.title}
          value={form.values.title}
          onChange={(event) => form.set("title", event.currentTarget.value)}
          error={form.errors.title}
        />
        <ArticleFields form={form} knownNames={workspace.attributeNames} />
        <Problem message={form.problem} />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {shared.cancel}
          </Button>
          <Button type="submit" loading={form.busy}>
            {words.pasteDialog.confirm}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** The first line, where it looks like a title. */
function suggestTitle(text: string): string | null {
  const first =
    text
      .trim()
      .split(/\r\n|\r|\n/, 1)[0]
      ?.trim() ?? "";
  return first !== "" && first.length <= LONGEST_TITLE && first.length < text.trim().length ? first : null;
}
