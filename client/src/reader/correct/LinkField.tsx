import { Button, TextInput } from "@mantine/core";
import { hrefSchema } from "@postil/shared/schema/text-mark";
import { useState } from "react";
import styles from "./correct.module.css";
import { words } from "./words.ts";

interface LinkFieldProps {
  /** Of the link that the caret is in. */
  href: string | null;
  /** null takes the link off. */
  onSet: (href: string | null) => void;
  onClose: () => void;
}

/** Asks where a link leads. Enter sets it, Escape goes back to the text. */
export function LinkField({ href, onSet, onClose }: LinkFieldProps) {
  const [value, setValue] = useState(href ?? "https://");
  const [wrong, setWrong] = useState(false);
  return (
    <form
      className={styles.link}
      onSubmit={(event) => {
        event.preventDefault();
        const address = value.trim();
        if (hrefSchema.safeParse(address).success && URL.canParse(address)) onSet(address);
        else setWrong(true);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <TextInput
        label={words.linkTo}
        value={value}
        onChange={(event) => {
          setValue(event.currentTarget.value);
          setWrong(false);
        }}
        error={wrong && words.linkWrong}
        data-autofocus
        ref={(field) => field?.focus()}
        className={styles.linkInput}
        inputMode="url"
      />
      <Button type="submit">{words.linkSet}</Button>
      {href !== null && (
        <Button variant="default" onClick={() => onSet(null)}>
          {words.linkRemove}
        </Button>
      )}
      <Button variant="subtle" onClick={onClose}>
        {words.cancel}
      </Button>
    </form>
  );
}
