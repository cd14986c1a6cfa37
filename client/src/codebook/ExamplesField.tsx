import { ActionIcon, Button, Textarea, TextInput } from "@mantine/core";
import { MOST_EXAMPLES, type TagExample } from "@postil/shared/schema/tag";
import { Plus, X } from "lucide-react";
import styles from "./codebook.module.css";
import { words } from "./words.ts";

interface ExamplesFieldProps {
  examples: readonly TagExample[];
  onChange: (examples: TagExample[]) => void;
  /** By path, as in `examples.0.quote`. */
  errors: Readonly<Record<string, string>>;
}

export function ExamplesField({ examples, onChange, errors }: ExamplesFieldProps) {
  const set = (index: number, part: Partial<TagExample>) =>
    onChange(examples.map((example, at) => (at === index ? { ...example, ...part } : example)));
  return (
    <fieldset className={styles.examples}>
      <legend>{words.edit.examples}</legend>
      {examples.map((example, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: examples have no identity but their place
        <div key={index} className={styles.exampleField}>
          <div className={styles.exampleWords}>
            <Textarea
              aria-label={words.edit.quote(index + 1)}
              placeholder={words.edit.quotePlaceholder}
              autosize
              minRows={1}
              maxRows={6}
              value={example.quote}
              onChange={(event) => set(index, { quote: event.currentTarget.value })}
              error={errors[`examples.${index}.quote`]}
            />
            <TextInput
              size="xs"
              aria-label={words.edit.source(index + 1)}
              placeholder={words.edit.sourcePlaceholder}
              value={example.source}
              onChange={(event) => set(index, { source: event.currentTarget.value })}
              error={errors[`examples.${index}.source`]}
            />
          </div>
          <ActionIcon
            aria-label={words.edit.removeExample(index + 1)}
            onClick={() => onChange(examples.filter((_example, at) => at !== index))}
          >
            <X size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {examples.length < MOST_EXAMPLES && (
        <Button
          variant="subtle"
          size="xs"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => onChange([...examples, { quote: "", source: "", annotation: null }])}
        >
          {words.edit.addExample}
        </Button>
      )}
    </fieldset>
  );
}
