import { Button, Group, Modal, TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import styles from "./ConfirmDialog.module.css";
import { Problem } from "./Problem.tsx";
import { words } from "./words.ts";

/** How long a dialog takes to give the keyboard to one of its buttons, in ms. */
const OPENING = 60;

export interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  /** What will happen, and what will stay. */
  children: ReactNode;
  /** The verb and its object: "Delete article". */
  confirmLabel: string;
  cancelLabel?: string;
  danger?: boolean;
  /** Another way, which loses nothing: it stands between Cancel and what the dialog asks about. */
  other?: { label: string; onChoose: () => Promise<unknown> };
  /** Text that has to be typed first; `typeLabel` asks for it. */
  typeToConfirm?: string;
  typeLabel?: string;
  /** The dialog stays open with the error's words when it rejects. */
  onConfirm: () => Promise<unknown> | undefined;
  onClose: () => void;
}

/** The dialog itself: see ConfirmDialog.tsx, which fetches it when it is first asked for. */
export function ConfirmQuestion(props: ConfirmDialogProps) {
  const { opened, title, other, onClose } = props;
  const [busy, setBusy] = useState(false);
  return (
    <Modal opened={opened} onClose={busy ? () => undefined : onClose} title={title} size={other ? "lg" : "md"}>
      <ConfirmForm {...props} busy={busy} setBusy={setBusy} />
    </Modal>
  );
}

function ConfirmForm({
  children,
  confirmLabel,
  cancelLabel = words.cancel,
  danger = true,
  other,
  typeToConfirm,
  typeLabel,
  onConfirm,
  onClose,
  busy,
  setBusy,
}: ConfirmDialogProps & { busy: boolean; setBusy: (busy: boolean) => void }) {
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const text = useRef<HTMLDivElement>(null);
  // Longer than a phone is high: one begins where it begins, not with a button that is out of sight.
  useEffect(() => {
    const timer = setTimeout(() => {
      const button = text.current?.parentElement?.querySelector(":focus");
      if (button && button.getBoundingClientRect().bottom > window.innerHeight) {
        text.current?.focus({ preventScroll: true });
      }
    }, OPENING);
    return () => clearTimeout(timer);
  }, []);
  const ready = typeToConfirm === undefined || typed.trim() === typeToConfirm.trim();
  async function run(choice: () => Promise<unknown> | undefined) {
    setBusy(true);
    setProblem(null);
    try {
      await choice();
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !busy) void run(onConfirm);
      }}
    >
      <div ref={text} tabIndex={-1} className={styles.text}>
        {children}
      </div>
      {typeToConfirm !== undefined && (
        <TextInput
          label={typeLabel}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
        />
      )}
      <Problem message={problem} />
      <Group justify="flex-end" gap={8}>
        <Button
          variant="default"
          onClick={onClose}
          disabled={busy}
          {...(typeToConfirm === undefined ? { "data-autofocus": true } : {})}
        >
          {cancelLabel}
        </Button>
        {other && (
          <Button variant="default" disabled={busy} onClick={() => void run(other.onChoose)}>
            {other.label}
          </Button>
        )}
        <Button type="submit" color={danger ? "red" : "blue"} loading={busy} disabled={!ready}>
          {confirmLabel}
        </Button>
      </Group>
    </form>
  );
}
