import { Button, Group, Modal, TextInput } from "@mantine/core";
import { type ArticleListItem, updateArticleBodySchema } from "@postil/shared/schema/article";
import type { Workspace } from "@postil/shared/schema/workspace";
import { useUpdateArticle } from "../api/articles.ts";
import { notify } from "../ui/notify.ts";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { words as shared } from "../ui/words.ts";
import { ArticleFields, repeatedAttribute, toDetailsBody } from "./ArticleFields.tsx";
import styles from "./articles.module.css";
import { toRows } from "./attribute-rows.ts";
import { words } from "./words.ts";

interface EditArticleDialogProps {
  article: ArticleListItem;
  workspace: Workspace;
  onClose: () => void;
}

export function EditArticleDialog({ article, workspace, onClose }: EditArticleDialogProps) {
  const { mutateAsync } = useUpdateArticle(workspace.id);
  const form = useForm({
    initial: {
      title: article.title,
      source: article.source ?? "",
      author: article.author ?? "",
      published: article.published ?? "",
      attributes: toRows(article.attributes),
    },
    schema: updateArticleBodySchema,
    toInput: toDetailsBody,
    submit: async (body) => {
      const repeated = repeatedAttribute(form.values);
      if (repeated) throw new Error(repeated);
      await mutateAsync({ id: article.id, body });
      notify({ message: words.editDialog.saved });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={words.editDialog.title} size="lg">
      <form className={styles.form} onSubmit={form.onSubmit} noValidate>
        <TextInput
          label={words.fields.title}
          data-autofocus
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
            {words.editDialog.confirm}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
