import { TextInput } from "@mantine/core";
import { useId } from "react";
import styles from "./DayField.module.css";

interface DayFieldProps {
  label: string;
  /** `YYYY-MM-DD`; "": none. */
  value: string;
  onChange: (day: string) => void;
}

/** A day that a list is narrowed to, with its label before it. */
export function DayField({ label, value, onChange }: DayFieldProps) {
  const id = useId();
  return (
    <div className={styles.day}>
      <label htmlFor={id}>{label}</label>
      <TextInput id={id} type="date" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </div>
  );
}
