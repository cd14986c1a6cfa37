import { Button, Group, Radio, Textarea, TextInput } from "@mantine/core";
import { type Assignment, type AssignmentFields, createAssignmentBodySchema } from "@postil/shared/schema/assignment";
import { useRef, useState } from "react";
import { Link } from "react-router";
import { useArticles } from "../api/articles.ts";
import { usePeopleOfGroups } from "../api/groups.ts";
import { ApiError } from "../api/http.ts";
import { ManySelect } from "../ui/ManySelect.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { words as shared } from "../ui/words.ts";
import { AskFields } from "./AskFields.tsx";
import { type AssignmentDraft, draftOf, problemOf, toBody } from "./assignment-draft.ts";
import { problemsOf } from "./assignment-problems.ts";
import styles from "./assignments.module.css";
import { BlindFields } from "./BlindFields.tsx";
import { PeopleFields } from "./PeopleFields.tsx";
import { TimeFields } from "./TimeFields.tsx";
import { words } from "./words.ts";

interface AssignmentFormProps {
  workspaceId: string;
  assignment: Assignment | null;
  /** `before`: what the form held at first. What it throws is shown at the fields it names. */
  save: (body: AssignmentFields, publish: boolean, before: AssignmentDraft) => Promise<unknown>;
}

/** All of an assignment. A draft needs no more than a title; what is missing to publish it is said at its field. */
export function AssignmentForm({ workspaceId, assignment, save }: AssignmentFormProps) {
  const [before] = useState(() => draftOf(assignment));
  const publish = useRef(false);
  const { data: articles } = useArticles(workspaceId);
  const inGroups = usePeopleOfGroups(workspaceId);
  const isDraft = assignment?.state !== "published";
  const form = useForm({
    initial: before,
    schema: createAssignmentBodySchema,
    toInput: (draft) => toBody(draft, inGroups(draft.groups)),
    submit: async (body) => {
      const problems = problemsOf(body, publish.current || !isDraft);
      if (problems.length > 0) throw new ApiError(422, "incomplete", words.form.incomplete, problems);
      await save(body, publish.current, before);
    },
  });
  const { values, set } = form;
  const back = `/w/${workspaceId}/assignments${assignment ? `/${assignment.id}` : ""}`;
  return (
    <form className={styles.form} onSubmit={form.onSubmit} noValidate>
      <TextInput
        label={words.form.title}
        value={values.title}
        onChange={(event) => set("title", event.currentTarget.value)}
        error={form.errors.title}
        required
      />
      <Textarea
        label={words.form.instructions}
        description={words.form.instructionsHint}
        value={values.instructions}
        onChange={(event) => set("instructions", event.currentTarget.value)}
        error={form.errors.instructions}
        autosize
        minRows={4}
        maxRows={16}
      />
      <Radio.Group
        label={words.form.kind}
        {...(isDraft ? {} : { description: words.form.fixed })}
        value={values.kind}
        onChange={(value) => set("kind", value === "blind" ? "blind" : "together")}
        error={form.errors.kind}
      >
        <div className={styles.choices}>
          <Radio value="together" label={words.form.kindTogether} disabled={!isDraft} />
          <Radio value="blind" label={words.form.kindBlind} disabled={!isDraft} />
        </div>
      </Radio.Group>
      <ManySelect
        label={words.form.articles}
        description={words.form.articlesHint}
        data={(articles ?? []).map(({ id, title }) => ({ value: id, label: title }))}
        value={values.articles}
        onChange={(ids) => set("articles", ids)}
        error={problemOf(form, "articles")}
        clearable
        clearButtonProps={{ "aria-label": shared.clear(words.form.articles) }}
      />
      <PeopleFields form={form} workspaceId={workspaceId} />
      <TimeFields form={form} />
      <AskFields form={form} workspaceId={workspaceId} />
      {values.kind === "blind" && <BlindFields form={form} workspaceId={workspaceId} assignment={assignment} />}
      <Problem message={form.problem} />
      <Group justify="flex-end" gap={8}>
        <Button component={Link} to={back} variant="default">
          {shared.cancel}
        </Button>
        <Button
          type="submit"
          variant={isDraft ? "default" : "filled"}
          loading={form.busy}
          onClick={() => {
            publish.current = false;
          }}
        >
          {isDraft ? words.form.saveDraft : words.form.save}
        </Button>
        {isDraft && (
          <Button
            type="submit"
            loading={form.busy}
            onClick={() => {
              publish.current = true;
            }}
          >
            {words.form.saveAndPublish}
          </Button>
        )}
      </Group>
    </form>
  );
}
