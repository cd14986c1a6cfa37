import { Button, type ButtonProps } from "@mantine/core";
import type { Assignment } from "@postil/shared/schema/assignment";
import { useState } from "react";
import { useAssignmentStep } from "../api/assignments.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { notify } from "../ui/notify.ts";
import { words } from "./words.ts";

interface SubmitButtonsProps extends Pick<ButtonProps, "size"> {
  assignment: Assignment;
  /** Beside the text: Submit stands out only once nothing is missing. */
  quiet?: boolean;
}

/** Submit, or take back, where one may; each says first what becomes of the work. */
export function SubmitButtons({ assignment, quiet = false, ...size }: SubmitButtonsProps) {
  const { me, kind, workspaceId, id, revealedAt } = assignment;
  const { mutateAsync } = useAssignmentStep(workspaceId, id);
  const [asking, setAsking] = useState<"submit" | "take-back" | null>(null);
  if (!me) return null;
  const isMissing = assignment.articles.some(({ progress }) => progress !== null && !progress.done);
  const isLate = me.dueAt !== null && Date.parse(me.dueAt) < Date.now();
  return (
    <>
      {me.canSubmit && (
        <Button {...size} variant={quiet && isMissing ? "default" : "filled"} onClick={() => setAsking("submit")}>
          {words.page.submit}
        </Button>
      )}
      {me.canTakeBack && (
        <Button {...size} variant="default" onClick={() => setAsking("take-back")}>
          {words.page.takeBack}
        </Button>
      )}
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
        {kind === "together" ? words.page.takeBackTogether : words.page.takeBackText}
      </ConfirmDialog>
    </>
  );
}

function consequence({ reveal }: Assignment): string {
  if (reveal === "each") return words.page.submitEach;
  return reveal === "all-submitted" ? `${words.page.submitBlind} ${words.page.submitAll}` : words.page.submitBlind;
}
