import { Button, TextInput } from "@mantine/core";
import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import styles from "./CopyField.module.css";
import { notify } from "./notify.ts";
import { words } from "./words.ts";

interface CopyFieldProps {
  label: string;
  value: string;
  /** Takes the keyboard at once: where it stands in the place of what was pressed. */
  focus?: boolean;
}

/** A text to be taken elsewhere, with a button that copies it. */
export function CopyField({ label, value, focus = false }: CopyFieldProps) {
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focus) field.current?.focus();
  }, [focus]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
      setTimeout(() => setCopied(false), 3_000);
    } catch {
      // Without HTTPS, or when it was forbidden, the browser doesn't let pages copy.
      field.current?.select();
      notify({ message: words.copyFailed });
    }
  }
  return (
    <div className={styles.row}>
      <TextInput
        ref={field}
        label={label}
        value={value}
        readOnly
        data-autofocus={focus || undefined}
        className={styles.field}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        variant="default"
        leftSection={copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
        onClick={() => void copy()}
      >
        <span aria-live="polite">{copied ? words.copied : words.copy}</span>
      </Button>
    </div>
  );
}
