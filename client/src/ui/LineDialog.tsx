import { Button, Group, Modal, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { z } from "zod";
import styles from "./LineDialog.module.css";
import { Problem } from "./Problem.tsx";
import { useForm } from "./use-form.ts";
import { words } from "./words.ts";

interface LineDialogProps<S extends z.ZodType> {
  opened?: boolean;
  title: string;
  /** What stands above the field. */
  children?: ReactNode;
  /** Name of the field in what `schema` reads, and what people call it. */
  field: string;
  label: string;
  hint?: string;
  schema: S;
  confirmLabel: string;
  danger?: boolean;
  /** The dialog stays open with the error's words when it rejects; closing it is for `onSave`. */
  onSave: (body: z.output<S>) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for one line: a name, a reason. */
export function LineDialog<S extends z.ZodType>({ opened = true, ...props }: LineDialogProps<S>) {
  return (
    <Modal opened={opened} onClose={props.onClose} title={props.title}>
      <LineForm {...props} />
    </Modal>
  );
}

function LineForm<S extends z.ZodType>(props: Omit<LineDialogProps<S>, "opened">) {
  const { children, field, label, hint, schema, confirmLabel, danger = false, onSave, onClose } = props;
  const form = useForm<Record<string, string>, S>({ initial: { [field]: "" }, schema, submit: onSave });
  return (
    <form className={styles.form} onSubmit={form.onSubmit} noValidate>
      {children}
      <TextInput
        label={label}
        description={hint}
        data-autofocus
        value={form.values[field] ?? ""}
        onChange={(event) => form.set(field, event.currentTarget.value)}
        error={form.errors[field]}
      />
      <Problem message={form.problem} />
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button type="submit" loading={form.busy} color={danger ? "red" : "blue"}>
          {confirmLabel}
        </Button>
      </Group>
    </form>
  );
}
