import { type ComboboxData } from "@mantine/core";
import styles from "./FilterSelect.module.css";
import { ManySelect } from "./ManySelect.tsx";
import { words } from "./words.ts";

interface FilterSelectProps {
  /** Names the field; shown in it while nothing is chosen. */
  label: string;
  data: ComboboxData;
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** Any number of values to filter by, found by typing. */
export function FilterSelect({ label, data, value, onChange }: FilterSelectProps) {
  return (
    <ManySelect
      className={styles.field}
      aria-label={label}
      placeholder={value.length === 0 ? label : ""}
      data={data}
      value={[...value]}
      onChange={onChange}
      clearable
      clearButtonProps={{ "aria-label": words.clear(label) }}
      hidePickedOptions={false}
      maxDropdownHeight={280}
      comboboxProps={{ shadow: "md", width: "max-content", position: "bottom-start" }}
      classNames={{
        dropdown: styles.dropdown ?? "",
        pill: styles.pill ?? "",
        inputField: styles.input ?? "",
      }}
    />
  );
}
