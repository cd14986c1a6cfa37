import { AccountPage } from "../accounts/AccountPage.tsx";
import { useUser } from "../api/accounts.ts";
import { forgetLocalData } from "../sync/pending-work.ts";

/** Deleting one's account takes the local copies off this device too; the account pages know nothing of those. */
export function AccountRoute() {
  const user = useUser();
  return <AccountPage onDeleted={() => forgetLocalData(user.id)} />;
}
