import { TextInput } from "@mantine/core";
import type { Form } from "../ui/use-form.ts";
import { AttributesField } from "./AttributesField.tsx";
import styles from "./articles.module.css";
import { type AttributeRow, fromRows, repeatedName } from "./attribute-rows.ts";
import { words } from "./words.ts";

/** What is said about an article, as typed. */
export interface Details {
  title: string;
  source: string;
  author: string;
  published: string;
  attributes: AttributeRow[];
}

export const NO_DETAILS: Details = { title: "", source: "", author: "", published: "", attributes: [] };

/** As the schemas of create and update read it. Throws a sentence when an attribute is named twice. */
export function toDetailsBody({ title, source, author, published, attributes }: Details) {
  return {
    title,
    source,
    author,
    published: published.trim() === "" ? null : published,
    attributes: fromRows(attributes),
  };
}

/** The sentence that says which attribute is there twice, if one is. */
export function repeatedAttribute(details: Details): string | null {
  const name = repeatedName(details.attributes);
  return name === null ? null : words.fields.twice(name);
}

interface ArticleFieldsProps {
  /** The form may hold more than the details. */
  form: Pick<Form<Details>, "values" | "errors"> & { set: Form<Details>["set"] };
  knownNames: readonly string[];
}

/** Source, author, date and attributes. The title stands above them, in each form's own place. */
export function ArticleFields({ form, knownNames }: ArticleFieldsProps) {
  const field = (name: "source" | "author" | "published") => ({
    label: words.fields[name],
    value: form.values[name],
    onChange: (event: { currentTarget: { value: string } }) => form.set(name, event.currentTarget.value),
    error: form.errors[name],
  });
  return (
    <>
      <TextInput {...field("source")} description={words.fields.sourceHint} />
      <div className={styles.pair}>
        <TextInput {...field("author")} className={styles.grow} />
        <TextInput {...field("published")} description={words.fields.publishedHint} className={styles.date} />
      </div>
      <AttributesField
        rows={form.values.attributes}
        onChange={(rows) => form.set("attributes", rows)}
        knownNames={knownNames}
        errors={form.errors}
      />
    </>
  );
}
