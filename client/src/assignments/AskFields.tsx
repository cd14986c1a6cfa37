import { NumberInput } from "@mantine/core";
import { useTags } from "../api/tags.ts";
import { ManySelect } from "../ui/ManySelect.tsx";
import { words as shared } from "../ui/words.ts";
import { type DraftForm, problemOf } from "./assignment-draft.ts";
import styles from "./assignments.module.css";
import { words } from "./words.ts";

const NUMBERS = ["annotations", "replies", "tags"] as const;

/** How much is asked of each person on each article. */
export function AskFields({ form, workspaceId }: { form: DraftForm; workspaceId: string }) {
  const { values, set, errors } = form;
  const { data: tags } = useTags(workspaceId);
  const offered = (tags ?? []).filter(({ mergedInto, archived, state }) => !mergedInto && !archived && state !== "own");
  return (
    <fieldset className={styles.group}>
      <legend>{words.form.asks}</legend>
      <p className={styles.quiet}>{words.form.asksHint}</p>
      <div className={styles.pair}>
        {NUMBERS.map((name) => (
          <NumberInput
            key={name}
            label={words.form[name]}
            min={0}
            max={1_000}
            allowDecimal={false}
            value={values.asks[name]}
            onChange={(value) => set("asks", { ...values.asks, [name]: value })}
            error={errors[`asks.${name}`]}
          />
        ))}
      </div>
      {Number(values.asks.tags) > 0 && (
        <ManySelect
          label={words.form.tagParents}
          data={offered.map(({ id, path }) => ({ value: id, label: path }))}
          value={values.asks.tagParents}
          onChange={(tagParents) => set("asks", { ...values.asks, tagParents })}
          error={problemOf(form, "asks.tagParents")}
          clearable
          clearButtonProps={{ "aria-label": shared.clear(words.form.tagParents) }}
        />
      )}
    </fieldset>
  );
}
