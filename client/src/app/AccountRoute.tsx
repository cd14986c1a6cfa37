import { useEffect, useState } from "react";
import { Link } from "react-router";
import { AccountPage } from "../accounts/AccountPage.tsx";
import { useUser } from "../api/accounts.ts";
import { NoticeSettings } from "../notices/NoticeSettings.tsx";
import { DeviceSection } from "../offline/DeviceSection.tsx";
import { pendingWork, type UnsentWork } from "../sync/pending-work.ts";
import { forgetHere } from "./forget-here.ts";
import { UnsentWorkList } from "./UnsentWorkList.tsx";
import { words } from "./words.ts";

/** Deleting one's account takes the local copies off this device too; the account pages know nothing of those. */
export function AccountRoute() {
  const user = useUser();
  return (
    <AccountPage
      onDeleted={() => forgetHere(user.id)}
      deleteWarning={<UnsentWarning userId={user.id} />}
      notices={
        <>
          <NoticeSettings />
          <DeviceSection userId={user.id} />
        </>
      }
    />
  );
}

function UnsentWarning({ userId }: { userId: string }) {
  const [works, setWorks] = useState<readonly UnsentWork[]>([]);
  useEffect(() => void pendingWork(userId).then(setWorks), [userId]);
  if (works.length === 0) return null;
  return (
    <div role="status">
      <p>{words.deleteAccount.intro}</p>
      <UnsentWorkList works={works} />
      <p>
        <Link to="/recovered">{words.deleteAccount.seeRecovered}</Link>
      </p>
    </div>
  );
}
