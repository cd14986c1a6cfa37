import type { Assignment } from "@postil/shared/schema/assignment";
import { Section } from "../ui/Page.tsx";
import { Time } from "../ui/Time.tsx";
import styles from "./assignments.module.css";
import { StateMark } from "./StateMark.tsx";
import { SubmitButtons } from "./SubmitButtons.tsx";
import { words } from "./words.ts";

/** What one has to know before one begins, and one Submit button. */
export function OwnPart({ assignment }: { assignment: Assignment }) {
  const { me, kind, pseudonyms } = assignment;
  if (!me) return null;
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
        <SubmitButtons assignment={assignment} />
      </div>
    </Section>
  );
}
