import { Radio } from "@mantine/core";
import { useGroups } from "../api/groups.ts";
import { useMembers } from "../api/members.ts";
import { ManySelect } from "../ui/ManySelect.tsx";
import { words as shared } from "../ui/words.ts";
import { type DraftForm, problemOf } from "./assignment-draft.ts";
import styles from "./assignments.module.css";
import { words } from "./words.ts";

/** All annotators; or some groups, and some members by name. */
export function PeopleFields({ form, workspaceId }: { form: DraftForm; workspaceId: string }) {
  const { data } = useMembers(workspaceId);
  const { data: groups } = useGroups(workspaceId);
  const { values, set } = form;
  const members = (data ?? []).filter(({ active }) => active);
  return (
    <>
      <Radio.Group
        label={words.form.people}
        value={values.everyone ? "everyone" : "chosen"}
        onChange={(value) => set("everyone", value === "everyone")}
      >
        <div className={styles.choices}>
          <Radio value="everyone" label={words.form.everyone} />
          <Radio value="chosen" label={words.form.chosen} />
        </div>
      </Radio.Group>
      {!values.everyone && (
        <ManySelect
          label={words.form.groups}
          description={groups?.length === 0 ? words.form.noGroups : words.form.groupsHint}
          data={(groups ?? []).map(({ id, name, people }) => ({
            value: id,
            label: `${name} (${words.count.people(people.length)})`,
          }))}
          value={values.groups}
          onChange={(ids) => set("groups", ids)}
          error={problemOf(form, "groups")}
          disabled={groups?.length === 0 && values.groups.length === 0}
          clearable
          clearButtonProps={{ "aria-label": shared.clear(words.form.groups) }}
        />
      )}
      {!values.everyone && (
        <ManySelect
          label={words.form.choose}
          data={members.map(({ actor, name, role }) => ({
            value: actor,
            label: role ? `${name} (${shared.roles[role]})` : name,
          }))}
          value={values.people}
          onChange={(people) => set("people", people)}
          error={problemOf(form, "people")}
          clearable
          clearButtonProps={{ "aria-label": shared.clear(words.form.choose) }}
        />
      )}
    </>
  );
}
