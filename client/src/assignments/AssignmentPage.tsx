import { Button } from "@mantine/core";
import { can } from "@postil/shared/policy/permissions";
import { Link, useParams } from "react-router";
import { useAssignment } from "../api/assignments.ts";
import { useCurrentWorkspace } from "../api/workspaces.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page, PageHeader, Section } from "../ui/Page.tsx";
import { Time } from "../ui/Time.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { AssignmentActions } from "./AssignmentActions.tsx";
import { AssignmentArticles } from "./AssignmentArticles.tsx";
import styles from "./assignments.module.css";
import { Facts } from "./Facts.tsx";
import { GridSection } from "./GridSection.tsx";
import { LogSection } from "./LogSection.tsx";
import { OwnPart } from "./OwnPart.tsx";
import { useTeamWork } from "./use-team-work.ts";
import { words } from "./words.ts";

/** Shortest time between two counts while the team annotates, in ms. */
const PACE = 2_000;

/** One assignment: for its people what to do and how far they are, for instructors how far everybody is. */
export function AssignmentPage() {
  const workspace = useCurrentWorkspace();
  const { assignmentId = "" } = useParams();
  const { data: assignment, error, refetch } = useAssignment(workspace.id, assignmentId);
  useTeamWork(workspace.id, assignment?.kind === "together" ? assignment.id : null, PACE);
  usePageTitle(assignment?.title ?? words.title, workspace.name);
  if (!assignment) {
    return (
      <Page>
        {error ? (
          <ErrorState
            title={words.noSuch}
            error={error}
            onRetry={() => void refetch()}
            actions={
              <Button component={Link} to={`/w/${workspace.id}/assignments`} variant="default">
                {words.back}
              </Button>
            }
          />
        ) : (
          <Loading />
        )}
      </Page>
    );
  }
  const instructs = can(workspace.me.role, "edit-assignments");
  return (
    <Page>
      <p className={styles.back}>
        <Link to={`/w/${workspace.id}/assignments`}>{words.back}</Link>
      </p>
      <PageHeader title={assignment.title} actions={instructs && <AssignmentActions assignment={assignment} />}>
        <Facts assignment={assignment} />
      </PageHeader>
      {assignment.deletedAt && (
        <p role="status" className={styles.part}>
          <span>
            <strong>
              {words.deletedOnes.when} <Time at={assignment.deletedAt} />.
            </strong>{" "}
            {words.deletedOnes.noticeText}
          </span>
        </p>
      )}
      {assignment.me && <OwnPart assignment={assignment} />}
      {assignment.instructions !== "" && (
        <Section title={words.page.instructions}>
          <p className={styles.instructions}>{assignment.instructions}</p>
        </Section>
      )}
      <Section title={words.page.articles}>
        <AssignmentArticles assignment={assignment} instructs={instructs} />
      </Section>
      {instructs && assignment.state === "published" && <GridSection assignment={assignment} />}
      {instructs && assignment.state === "published" && <LogSection assignment={assignment} />}
    </Page>
  );
}
