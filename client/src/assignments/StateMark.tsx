import { Circle, CircleAlert, CircleCheck, CircleDot, type LucideIcon, PencilLine } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./assignments.module.css";
import type { Standing } from "./progress-words.ts";

type State = Standing | "not-started" | "working" | "late" | "done";

const MARKS: Record<State, { icon: LucideIcon; tone: "good" | "warn" | "plain" }> = {
  draft: { icon: PencilLine, tone: "plain" },
  "not-open": { icon: Circle, tone: "plain" },
  "not-started": { icon: Circle, tone: "plain" },
  "to-do": { icon: CircleDot, tone: "plain" },
  working: { icon: CircleDot, tone: "plain" },
  published: { icon: CircleDot, tone: "plain" },
  submitted: { icon: CircleCheck, tone: "good" },
  done: { icon: CircleCheck, tone: "good" },
  revealed: { icon: CircleCheck, tone: "good" },
  "submitted-late": { icon: CircleAlert, tone: "warn" },
  late: { icon: CircleAlert, tone: "warn" },
  overdue: { icon: CircleAlert, tone: "warn" },
};

/** A state in words, with a sign of its own shape beside its colour. */
export function StateMark({ state, children }: { state: State; children: ReactNode }) {
  const { icon: Icon, tone } = MARKS[state];
  return (
    <span className={styles.state} data-tone={tone}>
      <Icon size={14} aria-hidden /> {children}
    </span>
  );
}
