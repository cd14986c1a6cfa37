import { ActionIcon, Button, TextInput } from "@mantine/core";
import { Plus, X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import styles from "./articles.module.css";
import { type AttributeRow, emptyRow } from "./attribute-rows.ts";
import { words } from "./words.ts";

interface AttributesFieldProps {
  rows: readonly AttributeRow[];
  onChange: (rows: AttributeRow[]) => void;
  /** Names in use elsewhere, offered while typing. */
  knownNames: readonly string[];
  /** By path: "attributes" or "attributes.<name>". */
  errors: Readonly<Record<string, string>>;
}

export function AttributesField({ rows, onChange, knownNames, errors }: AttributesFieldProps) {
  const names = useId();
  const list = useRef<HTMLDivElement>(null);
  const focusLast = useRef(false);
  const problems = Object.entries(errors).filter(([path]) => path.split(".")[0] === "attributes");
  useEffect(() => {
    if (!focusLast.current) return;
    focusLast.current = false;
    const inputs = list.current?.querySelectorAll<HTMLInputElement>("input[data-name]");
    inputs?.item(rows.length - 1)?.focus();
  }, [rows.length]);
  const change = (key: number, part: Partial<AttributeRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <fieldset className={styles.attributes}>
      <legend>{words.fields.attributes}</legend>
      <p className={styles.hint}>{words.fields.attributesHint}</p>
      <div ref={list} className={styles.attributeRows}>
        {rows.map((row, index) => (
          <div key={row.key} className={styles.attributeRow}>
            <TextInput
              data-name
              aria-label={words.fields.attributeName(index + 1)}
              placeholder={words.fields.name}
              list={names}
              value={row.name}
              onChange={(event) => change(row.key, { name: event.currentTarget.value })}
            />
            <TextInput
              aria-label={words.fields.attributeValue(index + 1)}
              placeholder={words.fields.value}
              value={row.value}
              onChange={(event) => change(row.key, { value: event.currentTarget.value })}
            />
            <ActionIcon
              aria-label={words.fields.removeAttribute(row.name || String(index + 1))}
              onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
            >
              <X size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
      </div>
      <datalist id={names}>
        {knownNames.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {problems.map(([path, problem]) => (
        <p key={path} role="alert" className={styles.fieldProblem}>
          {path === "attributes" ? problem : words.fields.problemOf(path.slice("attributes.".length), problem)}
        </p>
      ))}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => {
            focusLast.current = true;
            onChange([...rows, emptyRow()]);
          }}
        >
          {words.fields.addAttribute}
        </Button>
      </div>
    </fieldset>
  );
}
