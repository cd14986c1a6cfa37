import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { words as shared } from "../ui/words.ts";
import type { DraftForm } from "./assignment-draft.ts";
import styles from "./assignments.module.css";
import { words } from "./words.ts";
import { allZones, ownZone } from "./zones.ts";

/** Opening and due time, and the zone whose clocks they are. */
export function TimeFields({ form }: { form: DraftForm }) {
  const { values, set, errors } = form;
  const [zones] = useState(() => [...new Set([values.timeZone, ownZone(), ...allZones()])]);
  return (
    <>
      <div className={styles.pair}>
        <TextInput
          type="datetime-local"
          label={words.form.opensAt}
          description={words.form.opensHint}
          value={values.opensAt}
          onChange={(event) => set("opensAt", event.currentTarget.value)}
          error={errors.opensAt}
        />
        <TextInput
          type="datetime-local"
          label={words.form.dueAt}
          description={words.form.dueHint}
          value={values.dueAt}
          onChange={(event) => set("dueAt", event.currentTarget.value)}
          error={errors.dueAt}
        />
      </div>
      <Select
        label={words.form.timeZone}
        description={words.form.zoneHint(ownZone())}
        data={zones}
        value={values.timeZone}
        onChange={(zone) => zone && set("timeZone", zone)}
        error={errors.timeZone}
        searchable
        limit={60}
        nothingFoundMessage={shared.nothingFound}
      />
    </>
  );
}
