import { Button, Radio, TextInput } from "@mantine/core";
import { can } from "@postil/shared/policy/permissions";
import {
  TAG_ADDERS,
  tagAddersSchema,
  updateWorkspaceBodySchema,
  type Workspace,
} from "@postil/shared/schema/workspace";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useSettings } from "../api/accounts.ts";
import { useCurrentWorkspace, useDeleteWorkspace, useUpdateWorkspace } from "../api/workspaces.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { notify, notifyError } from "../ui/notify.ts";
import { Page, PageHeader, Section } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { usePageTitle } from "../ui/use-page-title.ts";
import styles from "./forms.module.css";
import { Leaving } from "./Leaving.tsx";
import { words } from "./words.ts";

export function SettingsPage() {
  const workspace = useCurrentWorkspace();
  usePageTitle(words.settings.title, workspace.name);
  const mayRename = can(workspace.me.role, "rename-workspace");
  const mayDelete = can(workspace.me.role, "delete-workspace");
  return (
    <Page>
      <PageHeader title={words.settings.title}>{mayRename ? undefined : words.settings.onlyOwners}</PageHeader>
      {mayRename && (
        <Section title={words.settings.nameTitle}>
          <RenameForm workspace={workspace} />
        </Section>
      )}
      {can(workspace.me.role, "edit-codebook") && <TagAddersChoice workspace={workspace} />}
      <Storage />
      <Leaving workspace={workspace} />
      {mayDelete && <DeleteWorkspace workspace={workspace} />}
    </Page>
  );
}

function RenameForm({ workspace }: { workspace: Workspace }) {
  const { mutateAsync } = useUpdateWorkspace(workspace.id);
  const form = useForm({
    initial: { name: workspace.name },
    schema: updateWorkspaceBodySchema,
    submit: async (body) => {
      await mutateAsync(body);
      notify({ message: words.settings.renamed });
    },
  });
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <div className={styles.inline}>
        <TextInput
          label={words.settings.name}
          value={form.values.name}
          onChange={(event) => form.set("name", event.currentTarget.value)}
          error={form.errors.name}
        />
        <Button type="submit" variant="default" loading={form.busy}>
          {words.settings.rename}
        </Button>
      </div>
      <Problem message={form.problem} />
    </form>
  );
}

function TagAddersChoice({ workspace }: { workspace: Workspace }) {
  const { mutate, isPending, variables } = useUpdateWorkspace(workspace.id);
  const { tagAdders } = words.settings;
  const shown = isPending ? (variables.tagAdders ?? workspace.tagAdders) : workspace.tagAdders;
  return (
    <Section title={tagAdders.title} lead={tagAdders.lead}>
      <Radio.Group
        aria-label={tagAdders.title}
        value={shown}
        onChange={(value) =>
          mutate(
            { tagAdders: tagAddersSchema.parse(value) },
            { onError: notifyError, onSuccess: () => notify({ message: tagAdders.saved }) },
          )
        }
      >
        <div className={styles.choices}>
          {TAG_ADDERS.map((adders) => (
            <Radio key={adders} value={adders} label={tagAdders[adders]} description={tagAdders.about[adders]} />
          ))}
        </div>
      </Radio.Group>
    </Section>
  );
}

function Storage() {
  const { data } = useSettings();
  if (!data) return null;
  return (
    <Section title={words.settings.storageTitle} lead={words.settings[data.database]}>
      <p className={styles.quiet}>{words.settings.version(data.version)}</p>
    </Section>
  );
}

function DeleteWorkspace({ workspace }: { workspace: Workspace }) {
  const navigate = useNavigate();
  const { mutateAsync } = useDeleteWorkspace(workspace.id);
  const [asking, setAsking] = useState(false);
  const lead = words.settings.deleteLead(workspace.counts.articles, workspace.counts.members);
  return (
    <Section title={words.settings.deleteTitle} lead={lead}>
      <div>
        <Button variant="default" color="red" onClick={() => setAsking(true)}>
          {words.settings.delete}
        </Button>
      </div>
      <ConfirmDialog
        opened={asking}
        title={words.settings.deleteTitle}
        confirmLabel={words.settings.deleteConfirm}
        typeToConfirm={workspace.name}
        typeLabel={words.settings.typeName(workspace.name)}
        onClose={() => setAsking(false)}
        onConfirm={async () => {
          await mutateAsync({ confirm: workspace.name });
          notify({ message: words.settings.deleted(workspace.name) });
          await navigate("/");
        }}
      >
        {lead}
      </ConfirmDialog>
    </Section>
  );
}
