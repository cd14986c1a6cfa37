import { Button } from "@mantine/core";
import type { Workspace } from "@postil/shared/schema/workspace";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useTags } from "../api/tags.ts";
import styles from "./articles.module.css";
import { words } from "./words.ts";

interface FirstStepsProps {
  workspace: Workspace;
  onChoose: () => void;
  onPaste: () => void;
}

/** What a new workspace shows: the three things to do first, with the buttons that do them. */
export function FirstSteps({ workspace, onChoose, onPaste }: FirstStepsProps) {
  const tags = useTags(workspace.id);
  return (
    <section>
      <h2>{words.steps.title}</h2>
      <ol className={styles.steps}>
        <Step number={1} title={words.steps.addTitle} text={words.steps.addText} done={false}>
          <Button onClick={onChoose}>{words.chooseFiles}</Button>
          <Button variant="default" onClick={onPaste}>
            {words.paste}
          </Button>
        </Step>
        <Step number={2} title={words.steps.tagsTitle} text={words.steps.tagsText} done={(tags.data?.length ?? 0) > 0}>
          <Button component={Link} to={`/w/${workspace.id}/codebook?new`} variant="default">
            {words.steps.tags}
          </Button>
        </Step>
        <Step
          number={3}
          title={words.steps.inviteTitle}
          text={words.steps.inviteText}
          done={workspace.counts.members > 1}
        >
          <Button component={Link} to={`/w/${workspace.id}/members?invite`} variant="default">
            {words.steps.invite}
          </Button>
        </Step>
      </ol>
    </section>
  );
}

interface StepProps {
  number: number;
  title: string;
  text: string;
  done: boolean;
  children: ReactNode;
}

function Step({ number, title, text, done, children }: StepProps) {
  return (
    <li className={styles.step} data-done={done}>
      <span className={styles.stepNumber} aria-hidden>
        {done ? <Check size={16} /> : number}
      </span>
      <div>
        <h3>
          {title}
          {done && <span className="visually-hidden"> ({words.steps.done})</span>}
        </h3>
        <p className={styles.stepText}>{text}</p>
        <div className={styles.stepActions}>{children}</div>
      </div>
    </li>
  );
}
