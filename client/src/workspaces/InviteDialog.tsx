import { Button, Group, Modal, NativeSelect, Switch, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { canGrant } from "@postil/shared/policy/permissions";
import { readAddressList } from "@postil/shared/schema/address-list";
import { type Invitation, type InviteResult, inviteManyBodySchema } from "@postil/shared/schema/invitation";
import { ROLES, type Role } from "@postil/shared/schema/role";
import type { Workspace } from "@postil/shared/schema/workspace";
import { useDeferredValue, useMemo, useState } from "react";
import { useSettings } from "../api/accounts.ts";
import { useGroups } from "../api/groups.ts";
import { useCreateInvitation, useInviteMany } from "../api/invitations.ts";
import { CopyField } from "../ui/CopyField.tsx";
import { ManySelect } from "../ui/ManySelect.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { words as shared } from "../ui/words.ts";
import styles from "./forms.module.css";
import { InviteResults } from "./InviteResults.tsx";
import inviteStyles from "./invite.module.css";
import { memberWords } from "./member-words.ts";
import { words } from "./words.ts";

interface InviteDialogProps {
  workspace: Workspace;
  opened: boolean;
  onClose: () => void;
}

/** In ms. */
const PAUSE = 600;
const DAYS = [1, 7, 14, 30, 90];

/** What was made: one link for anybody, or an invitation for each address of a list. */
type Made = { link: Invitation } | { results: readonly InviteResult[]; mailed: boolean };

/** Invites people by their addresses, or makes a link that lets one person join; links are shown once. */
export function InviteDialog({ workspace, opened, onClose }: InviteDialogProps) {
  const [made, setMade] = useState<Made | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  const isList = made !== null && "results" in made;
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="lg"
      title={isList ? memberWords.invite.resultsTitle : words.invite.title}
    >
      {made === null ? (
        <InviteForm workspace={workspace} onMade={setMade} onCancel={close} />
      ) : "results" in made ? (
        <InviteResults {...made} onMore={() => setMade(null)} onDone={close} />
      ) : (
        <div className={styles.form}>
          <p>{words.invite.shownOnce}</p>
          <CopyField label={words.invite.link} value={made.link.url ?? ""} focus />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={() => setMade(null)}>
              {words.invite.another}
            </Button>
            <Button onClick={close}>{words.invite.done}</Button>
          </Group>
        </div>
      )}
    </Modal>
  );
}

interface InviteFormProps {
  workspace: Workspace;
  onMade: (made: Made) => void;
  onCancel: () => void;
}

function InviteForm({ workspace, onMade, onCancel }: InviteFormProps) {
  const create = useCreateInvitation(workspace.id);
  const inviteMany = useInviteMany(workspace.id);
  const { data: groups } = useGroups(workspace.id);
  const { data: settings } = useSettings();
  const roles = ROLES.filter((role) => canGrant(workspace.me.role, role));
  const form = useForm({
    initial: { list: "", role: "annotator" as Role, groups: [] as string[], expiresInDays: 14, mail: true },
    schema: inviteManyBodySchema,
    submit: async ({ list, role, groups: chosen, expiresInDays, mail }) => {
      if (list.trim() === "") {
        onMade({ link: await create.mutateAsync({ role, groups: chosen, expiresInDays }) });
        return;
      }
      const { items } = await inviteMany.mutateAsync({ list, role, groups: chosen, expiresInDays, mail });
      onMade({ results: items, mailed: items.some(({ invitation }) => invitation?.mail != null) });
    },
  });
  const { values, set, errors } = form;
  const deferred = useDeferredValue(values.list);
  const listed = useMemo(() => readAddressList(deferred), [deferred]);
  const strange = listed.filter(({ email }) => email === null).length;
  const count = new Set(listed.flatMap(({ email }) => email?.toLowerCase() ?? [])).size;
  const { invite } = memberWords;
  // Read out when somebody pauses, not with every key.
  const [found] = useDebouncedValue(listed.length > 0 ? invite.found(count, strange) : "", PAUSE);
  return (
    <form className={styles.form} onSubmit={form.onSubmit} noValidate>
      <Textarea
        label={`${invite.list} (${shared.optional})`}
        description={invite.listHint}
        data-autofocus
        autosize
        minRows={3}
        maxRows={10}
        autoComplete="off"
        spellCheck={false}
        value={values.list}
        onChange={(event) => set("list", event.currentTarget.value)}
        error={errors.list}
      />
      <p className={inviteStyles.found} role="status">
        {found}
      </p>
      <NativeSelect
        label={words.invite.role}
        description={shared.roleMeanings[values.role]}
        value={values.role}
        data={roles.map((role) => ({ value: role, label: shared.roles[role] }))}
        onChange={(event) => set("role", event.currentTarget.value as Role)}
      />
      {groups !== undefined && groups.length > 0 && (
        <ManySelect
          label={`${invite.groups} (${shared.optional})`}
          data={groups.map(({ id, name }) => ({ value: id, label: name }))}
          value={values.groups}
          onChange={(ids) => set("groups", ids)}
          error={errors.groups}
        />
      )}
      <NativeSelect
        label={words.invite.days}
        value={String(values.expiresInDays)}
        data={DAYS.map((days) => ({ value: String(days), label: words.invite.dayCount(days) }))}
        onChange={(event) => set("expiresInDays", Number(event.currentTarget.value))}
      />
      {listed.length > 0 &&
        (settings?.mail ? (
          <Switch
            label={invite.mail}
            description={invite.mailHint}
            checked={values.mail}
            onChange={(event) => set("mail", event.currentTarget.checked)}
          />
        ) : (
          <p className={styles.quiet}>{invite.noMail}</p>
        ))}
      <Problem message={form.problem} />
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onCancel}>
          {shared.cancel}
        </Button>
        <Button type="submit" loading={form.busy}>
          {listed.length === 0 ? words.invite.create : invite.button(count)}
        </Button>
      </Group>
    </form>
  );
}
