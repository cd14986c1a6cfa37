import { useEffect, useState } from "react";
import { useSignOut } from "../api/accounts.ts";
import { forgetLocalData, type PendingWork, pendingWork } from "../sync/pending-work.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { notifyError } from "../ui/notify.ts";
import { words } from "./words.ts";

/** Signs out at once when nothing would be lost; else it says what, and asks. */
export function SignOutDialog({ userId, onClose }: { userId: string; onClose: () => void }) {
  const [pending, setPending] = useState<PendingWork | null>(null);
  const { mutateAsync } = useSignOut();

  async function leave() {
    await mutateAsync();
    await forgetLocalData(userId);
    // A full load: nothing of this person stays in memory.
    window.location.assign("/sign-in");
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs once, when somebody asked to sign out
  useEffect(() => {
    void (async () => {
      try {
        const work = await pendingWork(userId);
        if (work.documents + work.recovered + work.drafts > 0) setPending(work);
        else await leave();
      } catch (error) {
        notifyError(error);
        onClose();
      }
    })();
  }, []);

  if (!pending) return null;
  const dialog = words.signOutDialog;
  return (
    <ConfirmDialog
      opened
      title={dialog.title}
      confirmLabel={dialog.confirm}
      cancelLabel={dialog.stay}
      onConfirm={leave}
      onClose={onClose}
    >
      <p>{dialog.intro}</p>
      <ul>
        {pending.documents > 0 && <li>{dialog.documents(pending.documents)}</li>}
        {pending.recovered > 0 && <li>{dialog.recovered(pending.recovered)}</li>}
        {pending.drafts > 0 && <li>{dialog.drafts(pending.drafts)}</li>}
      </ul>
      <p>{dialog.explain}</p>
    </ConfirmDialog>
  );
}
