import { Button, NativeSelect } from "@mantine/core";
import { can } from "@postil/shared/policy/permissions";
import type { Workspace } from "@postil/shared/schema/workspace";
import { useState } from "react";
import { useHandOver, useMembers } from "../api/members.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { notify } from "../ui/notify.ts";
import { Section } from "../ui/Page.tsx";
import styles from "./forms.module.css";
import { LeaveDialog } from "./LeaveDialog.tsx";
import { memberWords } from "./member-words.ts";

/** Handing over, for owners, and leaving, for everybody but the only owner. */
export function Leaving({ workspace }: { workspace: Workspace }) {
  const { me } = workspace;
  const { data, error, refetch } = useMembers(workspace.id);
  if (!data)
    return error ? (
      <ErrorState title={memberWords.leave.section} error={error} onRetry={() => void refetch()} />
    ) : (
      <Loading />
    );
  const others = data.filter(({ active, actor }) => active && actor !== me.actor);
  const isLastOwner = me.role === "owner" && !others.some(({ role }) => role === "owner");
  return (
    <>
      {can(me.role, "hand-over") && <HandOver workspace={workspace} others={others} />}
      <LeaveSection workspace={workspace} isLastOwner={isLastOwner} />
    </>
  );
}

function HandOver({ workspace, others }: { workspace: Workspace; others: readonly { actor: string; name: string }[] }) {
  const { owner } = memberWords;
  const { mutateAsync } = useHandOver(workspace.id);
  const [actor, setActor] = useState("");
  const [asking, setAsking] = useState(false);
  const heir = others.find((other) => other.actor === actor);
  return (
    <Section title={owner.title} lead={owner.lead}>
      {others.length === 0 ? (
        <p className={styles.quiet}>{owner.nobody}</p>
      ) : (
        <div className={styles.inline}>
          <NativeSelect
            label={owner.to}
            value={actor}
            data={[{ value: "", label: owner.choose }, ...others.map((one) => ({ value: one.actor, label: one.name }))]}
            onChange={(event) => setActor(event.currentTarget.value)}
          />
          <Button variant="default" disabled={heir === undefined} onClick={() => setAsking(true)}>
            {owner.button}
          </Button>
        </div>
      )}
      {heir && (
        <ConfirmDialog
          opened={asking}
          title={owner.askTitle(heir.name)}
          confirmLabel={owner.confirm}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            await mutateAsync(heir.actor);
            notify({ message: owner.done(heir.name), tone: "good" });
          }}
        >
          {owner.askText(heir.name)}
        </ConfirmDialog>
      )}
    </Section>
  );
}

function LeaveSection({ workspace, isLastOwner }: { workspace: Workspace; isLastOwner: boolean }) {
  const { leave } = memberWords;
  const [asking, setAsking] = useState(false);
  return (
    <Section title={leave.section} lead={isLastOwner ? leave.lastOwner : leave.lead}>
      {!isLastOwner && (
        <div>
          <Button variant="default" color="red" onClick={() => setAsking(true)}>
            {leave.button}
          </Button>
        </div>
      )}
      <LeaveDialog
        workspaceId={workspace.id}
        person={workspace.me}
        who="me"
        opened={asking}
        onClose={() => setAsking(false)}
      />
    </Section>
  );
}
