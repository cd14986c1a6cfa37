import { MultiSelect, Radio } from "@mantine/core";
import { useMembers } from "../api/members.ts";
import { words as shared } from "../ui/words.ts";
import { type DraftForm, problemOf } from "./assignment-draft.ts";
import styles from "./assignments.module.css";
import { words } from "./words.ts";

/** All annotators, or some members by name. */
export function PeopleFields({ form, workspaceId }: { form: DraftForm; workspaceId: string }) {
  const { data } = useMembers(workspaceId);
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
        <MultiSelect
          label={words.form.choose}
          data={members.map(({ actor, name, role }) => ({
            value: actor,
            label: role ? `${name} (${shared.roles[role]})` : name,
          }))}
          value={values.people}
          onChange={(people) => set("people", people)}
          error={problemOf(form, "people")}
          searchable
          clearable
          clearButtonProps={{ "aria-label": shared.clear(words.form.choose) }}
          nothingFoundMessage={shared.nothingFound}
        />
      )}
    </>
  );
}
