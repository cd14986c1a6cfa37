import { Button, Group, Modal, TextInput } from "@mantine/core";
import { createGroupBodySchema, type MemberGroup } from "@postil/shared/schema/group";
import type { Member } from "@postil/shared/schema/workspace";
import { useCreateGroup, useRenameGroup, useSetGroupPeople } from "../api/groups.ts";
import { ManySelect } from "../ui/ManySelect.tsx";
import { notify } from "../ui/notify.ts";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { words as shared } from "../ui/words.ts";
import styles from "./forms.module.css";
import { memberWords } from "./member-words.ts";

interface GroupDialogProps {
  workspaceId: string;
  /** null: a new one. */
  group: MemberGroup | null;
  members: readonly Member[];
  opened: boolean;
  onClose: () => void;
}

const words = memberWords.groups;

/** A group's name and who is in it. */
export function GroupDialog(props: GroupDialogProps) {
  const { group, opened, onClose } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={group === null ? words.createTitle : words.editTitle(group.name)}>
      <GroupForm {...props} />
    </Modal>
  );
}

function GroupForm({ workspaceId, group, members, onClose }: GroupDialogProps) {
  const create = useCreateGroup(workspaceId);
  const rename = useRenameGroup(workspaceId);
  const setPeople = useSetGroupPeople(workspaceId);
  const form = useForm({
    initial: { name: group?.name ?? "", people: group?.people ?? [] },
    schema: createGroupBodySchema,
    toInput: ({ name }) => ({ name }),
    submit: async ({ name }) => {
      const { people } = form.values;
      const id = group?.id ?? (await create.mutateAsync(name)).id;
      if (group !== null && group.name !== name) await rename.mutateAsync({ id, name });
      // Who has left the workspace meanwhile is in no group any more.
      const present = people.filter((actor) => members.some((member) => member.actor === actor));
      if (!isSame(present, group?.people ?? [])) await setPeople.mutateAsync({ id, people: present });
      notify({ message: words.saved(name), tone: "good" });
      onClose();
    },
  });
  return (
    <form className={styles.form} onSubmit={form.onSubmit} noValidate>
      <TextInput
        label={words.name}
        data-autofocus
        value={form.values.name}
        onChange={(event) => form.set("name", event.currentTarget.value)}
        error={form.errors.name}
      />
      <ManySelect
        label={words.people}
        description={words.peopleHint}
        data={members.map(({ actor, name, role }) => ({
          value: actor,
          label: role ? `${name} (${shared.roles[role]})` : name,
        }))}
        value={form.values.people}
        onChange={(people) => form.set("people", people)}
        clearable
        clearButtonProps={{ "aria-label": shared.clear(words.people) }}
      />
      <Problem message={form.problem} />
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          {shared.cancel}
        </Button>
        <Button type="submit" loading={form.busy}>
          {group === null ? words.createConfirm : shared.save}
        </Button>
      </Group>
    </form>
  );
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((actor) => other.includes(actor));
}
