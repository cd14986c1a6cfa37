import { Radio, Switch } from "@mantine/core";
import { type Assignment, revealModeSchema } from "@postil/shared/schema/assignment";
import { usePeopleOfGroups } from "../api/groups.ts";
import { useMembers } from "../api/members.ts";
import { ManySelect } from "../ui/ManySelect.tsx";
import { type DraftForm, problemOf } from "./assignment-draft.ts";
import styles from "./assignments.module.css";
import { ClockField } from "./ClockField.tsx";
import { words } from "./words.ts";

interface BlindFieldsProps {
  form: DraftForm;
  workspaceId: string;
  assignment: Assignment | null;
}

/** When blind work opens, under which names, and who settles it then. */
export function BlindFields({ form, workspaceId, assignment }: BlindFieldsProps) {
  const { values, set, errors } = form;
  const { data } = useMembers(workspaceId);
  const published = assignment?.state === "published";
  const revealed = assignment?.revealedAt != null;
  // Whoever has submitted was told what becomes of it.
  const isEach = published && assignment?.reveal === "each";
  const grouped = usePeopleOfGroups(workspaceId)(values.groups);
  const members = (data ?? []).filter(
    ({ active, actor }) => active && (values.everyone || values.people.includes(actor) || grouped.has(actor)),
  );
  return (
    <fieldset className={styles.group}>
      <legend>{words.form.reveal}</legend>
      {(revealed || isEach) && <p className={styles.quiet}>{words.form.fixed}</p>}
      <Radio.Group
        aria-label={words.form.reveal}
        value={values.reveal}
        onChange={(value) => set("reveal", revealModeSchema.parse(value))}
        error={errors.reveal}
      >
        <div className={styles.choices}>
          <Radio value="manual" label={words.form.revealManual} disabled={revealed || isEach} />
          <Radio value="at" label={words.form.revealAt} disabled={revealed || isEach} />
          <Radio value="all-submitted" label={words.form.revealAll} disabled={revealed || isEach} />
          <Radio value="each" label={words.form.revealEach} disabled={revealed || (published && !isEach)} />
        </div>
      </Radio.Group>
      {values.reveal === "at" && (
        <ClockField
          label={words.form.revealTime}
          zone={values.timeZone}
          value={values.revealAt}
          onChange={(wall) => set("revealAt", wall)}
          error={errors.revealAt}
          disabled={revealed}
        />
      )}
      <Switch
        label={words.form.pseudonyms}
        description={published ? words.form.fixed : words.form.pseudonymsHint}
        checked={values.pseudonyms}
        onChange={(event) => set("pseudonyms", event.currentTarget.checked)}
        disabled={published}
      />
      <ManySelect
        label={words.form.adjudicators}
        data={members.map(({ actor, name }) => ({ value: actor, label: name }))}
        value={values.adjudicators}
        onChange={(adjudicators) => set("adjudicators", adjudicators)}
        error={problemOf(form, "adjudicators")}
      />
    </fieldset>
  );
}
