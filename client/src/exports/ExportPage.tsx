import { Button, Checkbox, Radio } from "@mantine/core";
import { can } from "@postil/shared/policy/permissions";
import type { Job } from "@postil/shared/schema/job";
import { Download } from "lucide-react";
import { type ReactNode, useState } from "react";
import { usePseudonyms } from "../api/assignments.ts";
import { useJobs, useStartJob } from "../api/jobs.ts";
import { useCurrentWorkspace } from "../api/workspaces.ts";
import { JobList } from "../jobs/JobList.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { notifyError } from "../ui/notify.ts";
import { Page, PageHeader, Section } from "../ui/Page.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import styles from "./ExportPage.module.css";
import { downloadUrl, EXPORT_CHOICES, jobBody } from "./formats.ts";
import { words } from "./words.ts";

interface ExportPageProps {
  /** Chooses what goes in. */
  filters: ReactNode;
  /** What is chosen, as the list of annotations takes it. */
  filter: string;
}

/** Everything that can be taken away, and the files that were made. */
export function ExportPage({ filters, filter }: ExportPageProps) {
  const workspace = useCurrentWorkspace();
  usePageTitle(words.title, workspace.name);
  const [id, setId] = useState<string>("csv-annotation");
  const [raw, setRaw] = useState(false);
  const [names, setNames] = useState(false);
  // Only who is told whom pseudonyms stand for can choose.
  const { data: pseudonyms } = usePseudonyms(workspace.id);
  const choosesNames = can(workspace.me.role, "moderate") && (pseudonyms ?? []).some(({ member }) => member !== null);
  const start = useStartJob(`/workspaces/${workspace.id}/exports`);
  const choice = EXPORT_CHOICES.find((one) => one.id === id);
  const options = { raw, names: names && choosesNames };
  return (
    <Page>
      <PageHeader title={words.title}>{words.lead}</PageHeader>
      <Section title={words.what} lead={words.whatLead}>
        {filters}
      </Section>
      <Section title={words.format}>
        <Radio.Group value={id} onChange={setId} aria-label={words.format}>
          <div className={styles.formats}>
            {EXPORT_CHOICES.map((one) => (
              <Radio
                key={one.id}
                value={one.id}
                label={words.formats[one.id].title}
                description={
                  one.filtered ? words.formats[one.id].holds : `${words.formats[one.id].holds} ${words.unfiltered}`
                }
              />
            ))}
          </div>
        </Radio.Group>
        <div className={styles.options}>
          {choosesNames && choice?.filtered && (
            <Checkbox
              checked={names}
              label={words.names}
              description={words.namesHint}
              onChange={(event) => setNames(event.currentTarget.checked)}
            />
          )}
          {choice?.raw && (
            <Checkbox
              checked={raw}
              label={words.raw}
              description={words.rawHint}
              onChange={(event) => setRaw(event.currentTarget.checked)}
            />
          )}
        </div>
        <div>
          {choice && "job" in choice ? (
            <Button
              loading={start.isPending}
              leftSection={<Download size={16} aria-hidden />}
              onClick={() => start.mutate(jobBody(choice, filter, options), { onError: notifyError })}
            >
              {words.start}
            </Button>
          ) : (
            choice && (
              <Button
                component="a"
                download
                href={downloadUrl(workspace.id, choice, filter, options)}
                leftSection={<Download size={16} aria-hidden />}
              >
                {words.download}
              </Button>
            )
          )}
        </div>
      </Section>
      <Section title={words.made} lead={words.madeLead}>
        <MadeFiles workspaceId={workspace.id} />
      </Section>
    </Page>
  );
}

function MadeFiles({ workspaceId }: { workspaceId: string }) {
  const { data, error, refetch } = useJobs(workspaceId);
  if (!data) {
    return error ? <ErrorState title={words.jobs.error} error={error} onRetry={() => void refetch()} /> : <Loading />;
  }
  const exported = data.filter(({ kind }) => kind.startsWith("export-"));
  if (exported.length === 0) return <p className={styles.none}>{words.none}</p>;
  return <JobList jobs={exported} nameOf={formatOf} />;
}

function formatOf({ kind }: Job): string {
  const choice = EXPORT_CHOICES.find((one) => "job" in one && `export-${one.job}` === kind);
  return choice ? words.formats[choice.id].title : words.title;
}
