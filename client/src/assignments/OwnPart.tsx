import { Button } from "@mantine/core";
import type { Assignment } from "@postil/shared/schema/assignment";
import { useState } from "react";
import { useAssignmentStep } from "../api/assignments.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { notify } from "../ui/notify.ts";
import { Section } from "../ui/Page.tsx";
import { Time } from "../ui/Time.tsx";
import styles from "./assignments.module.css";
import { StateMark } from "./StateMark.tsx";
import { words } from "./words.ts";

/** What one has to know before one begins, and one Submit button. */
export function OwnPart({ assignment }: { assignment: Assignment }) {
  const { me, kind, workspaceId, id, pseudonyms, revealedAt } = assignment;
  const { mutateAsync } = useAssignmentStep(workspaceId, id);
  const [asking, setAsking] = useState<"submit" | "take-back" | null>(null);
  if (!me) return null;
  const isMissing = assignment.articles.some(({ progress }) => progress !== null && !progress.done);
  const isLate = me.dueAt !== null && Date.parse(me.dueAt) < Date.now();
  return (
    <Section title={words.page.yours}>
      <div className={styles.part}>
        <div className={styles.partWords}>
          {me.submittedAt ? (
            <p>
              <StateMark state={me.late ? "late" : "submitted"}>{words.page.submittedAt}</StateMark>{" "}
              <Time at={me.submittedAt} />
              {me.late && <strong> · {words.page.late}</strong>}
            </p>
          ) : (
            !me.isOpen && <p>{words.page.notOpen}</p>
          )}
          {me.othersOpenedAt && kind === "blind" ? (
            <p>{words.page.othersOpen}</p>
          ) : (
            <p>{kind === "blind" ? words.page.blindHelp : words.page.togetherHelp}</p>
          )}
          {pseudonyms && <p>{words.page.blindAs(me.name)}</p>}
        </div>
        {me.canSubmit && <Button onClick={() => setAsking("submit")}>{words.page.submit}</Button>}
        {me.canTakeBack && (
          <Button variant="default" onClick={() => setAsking("take-back")}>
            {words.page.takeBack}
          </Button>
        )}
      </div>
      <ConfirmDialog
        opened={asking === "submit"}
        title={words.page.submitTitle}
        confirmLabel={words.page.submitConfirm}
        danger={false}
        onClose={() => setAsking(null)}
        onConfirm={async () => {
          await mutateAsync("submit");
          notify({ message: words.page.submitted, tone: "good" });
        }}
      >
        {isMissing && <p>{words.page.submitMissing}</p>}
        {isLate && <p>{words.page.submitLate}</p>}
        <p>{kind === "together" ? words.page.submitTogether : consequence(assignment)}</p>
        {!isLate && assignment.reveal !== "each" && me.dueAt && <p>{words.page.submitTakeBack}</p>}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === "take-back" && revealedAt === null}
        title={words.page.takeBackTitle}
        confirmLabel={words.page.takeBackConfirm}
        danger={false}
        onClose={() => setAsking(null)}
        onConfirm={async () => {
          await mutateAsync("take-back");
          notify({ message: words.page.takenBack });
        }}
      >
        {words.page.takeBackText}
      </ConfirmDialog>
    </Section>
  );
}

function consequence({ reveal }: Assignment): string {
  if (reveal === "each") return words.page.submitEach;
  return reveal === "all-submitted" ? `${words.page.submitBlind} ${words.page.submitAll}` : words.page.submitBlind;
}
