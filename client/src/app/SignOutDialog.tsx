import { useEffect, useState } from "react";
import { useSignOut } from "../api/accounts.ts";
import { sessionsOf } from "../sync/open-sessions.ts";
import { pendingWork, type UnsentWork } from "../sync/pending-work.ts";
import { atRest, sendUnsent } from "../sync/send-unsent.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { notifyError } from "../ui/notify.ts";
import { forgetHere } from "./forget-here.ts";
import { UnsentWorkList } from "./UnsentWorkList.tsx";
import { words } from "./words.ts";

/** How long what is on its way to the server may take before the question is asked, in ms. */
const LAST_SENDING = 2_000;
/** How long emptying the device may take, in ms: another tab may hold its storage. */
const FORGETTING = 5_000;

/** Signs out at once when nothing would be lost; else it says what, and asks. */
export function SignOutDialog({ userId, onClose }: { userId: string; onClose: () => void }) {
  const [works, setWorks] = useState<readonly UnsentWork[] | null>(null);
  const { mutateAsync } = useSignOut();

  async function leave(keepUnsent: boolean) {
    await mutateAsync(userId);
    await within(FORGETTING, forgetHere(userId, { keepUnsent }));
    // A full load: nothing of this person stays in memory.
    window.location.assign("/sign-in");
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs once, when somebody asked to sign out
  useEffect(() => {
    void (async () => {
      try {
        const found = await unsentWork(userId);
        if (found.length > 0) setWorks(found);
        else await leave(false);
      } catch (error) {
        notifyError(error);
        onClose();
      }
    })();
  }, []);

  if (!works) return null;
  const dialog = words.signOutDialog;
  return (
    <ConfirmDialog
      opened
      title={dialog.title}
      confirmLabel={dialog.discard}
      other={{ label: dialog.keep, onChoose: () => leave(true) }}
      cancelLabel={dialog.stay}
      onConfirm={() => leave(false)}
      onClose={onClose}
    >
      <p>{dialog.intro}</p>
      <UnsentWorkList works={works} />
      <p>{dialog.ifKept}</p>
      <p>{dialog.ifDiscarded}</p>
    </ConfirmDialog>
  );
}

/** What is left once everything that can still be sent has had a moment for it. */
async function unsentWork(userId: string): Promise<UnsentWork[]> {
  const works = await pendingWork(userId);
  if (!works.some(({ changes, waiting }) => changes > 0 || waiting) || !navigator.onLine) return works;
  const open = sessionsOf(userId).filter(({ online }) => online);
  await within(LAST_SENDING, Promise.all([sendUnsent(userId), ...open.map((session) => atRest(session))]));
  return pendingWork(userId);
}

function within(ms: number, work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, new Promise((resolve) => setTimeout(resolve, ms))]);
}
