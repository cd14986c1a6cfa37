import { Button, Progress } from "@mantine/core";
import { isOver, type Job } from "@postil/shared/schema/job";
import { Download, X } from "lucide-react";
import { jobFileUrl, useCancelJob } from "../api/jobs.ts";
import { formatNumber } from "../ui/format.ts";
import { notifyError } from "../ui/notify.ts";
import { Time } from "../ui/Time.tsx";
import { catalogue } from "../words/catalogue.ts";
import styles from "./JobList.module.css";
import { words } from "./words.ts";

interface JobListProps {
  jobs: readonly Job[];
  /** What a job makes, in words. */
  nameOf: (job: Job) => string;
}

/** What takes longer than a request: how far each is, a way to stop it, and the file it leaves. */
export function JobList({ jobs, nameOf }: JobListProps) {
  return (
    <ul className={styles.jobs}>
      {jobs.map((job) => (
        <JobRow key={job.id} job={job} name={nameOf(job)} />
      ))}
    </ul>
  );
}

function JobRow({ job, name }: { job: Job; name: string }) {
  const cancel = useCancelJob();
  const { state, done, total, file } = job;
  return (
    <li className={styles.job}>
      <div className={styles.what}>
        <span className={styles.name}>{name}</span>
        <span className={styles.state} data-state={state} role="status">
          {words.states[state]}
          {file && `, ${size(file.bytes)}`}
        </span>
        <Time at={job.createdAt} />
      </div>
      {state === "running" && (
        <div className={styles.progress}>
          <Progress
            aria-label={name}
            value={total > 0 ? (100 * done) / total : 100}
            animated={total === 0}
            className={styles.bar}
          />
          {total > 0 && <span className={styles.count}>{words.progress(done, total)}</span>}
        </div>
      )}
      {state === "failed" && <p className={styles.problem}>{catalogue().errors.byCode[job.code] ?? job.message}</p>}
      <div className={styles.actions}>
        {!isOver(state) && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<X size={14} aria-hidden />}
            aria-label={words.cancelOf(name)}
            loading={cancel.isPending}
            onClick={() => cancel.mutate(job.id, { onError: notifyError })}
          >
            {words.cancel}
          </Button>
        )}
        {file && (
          <Button
            component="a"
            href={jobFileUrl(job.id)}
            download
            variant="default"
            size="compact-sm"
            leftSection={<Download size={14} aria-hidden />}
            aria-label={words.downloadOf(file.name)}
          >
            {file.name.split(".").at(-1)?.toUpperCase()}
          </Button>
        )}
      </div>
    </li>
  );
}

function size(bytes: number): string {
  const [value, unit] = bytes < 1e6 ? [Math.max(1, bytes / 1e3), "kilobyte"] : [bytes / 1e6, "megabyte"];
  return formatNumber(value, { style: "unit", unit, maximumFractionDigits: bytes < 1e6 ? 0 : 1 });
}
