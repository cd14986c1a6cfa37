import { useUser } from "../api/accounts.ts";
import { RecoveredPage } from "../sync/RecoveredPage.tsx";

export function RecoveredRoute() {
  return <RecoveredPage userId={useUser().id} />;
}
