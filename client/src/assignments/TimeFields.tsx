import { Select } from "@mantine/core";
import { useState } from "react";
import { words as shared } from "../ui/words.ts";
import type { DraftForm } from "./assignment-draft.ts";
import styles from "./assignments.module.css";
import { ClockField } from "./ClockField.tsx";
import { words } from "./words.ts";
import { allZones, ownZone } from "./zones.ts";

/** Opening and due time, and the zone whose clocks they are. */
export function TimeFields({ form }: { form: DraftForm }) {
  const { values, set, errors } = form;
  const [zones] = useState(() => [...new Set([values.timeZone, ownZone(), ...allZones()])]);
  return (
    <>
      <div className={styles.pair}>
        <ClockField
          label={words.form.opensAt}
          hint={words.form.opensHint}
          zone={values.timeZone}
          value={values.opensAt}
          onChange={(wall) => set("opensAt", wall)}
          error={errors.opensAt}
        />
        <ClockField
          label={words.form.dueAt}
          hint={words.form.dueHint}
          zone={values.timeZone}
          value={values.dueAt}
          onChange={(wall) => set("dueAt", wall)}
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
