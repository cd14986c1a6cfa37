import { useReadNotices } from "../api/notices.ts";
import { notify } from "../ui/notify.ts";
import { words } from "./words.ts";

/** Marks everything as read up to `latest`, the newest that was shown: what comes meanwhile stays unread. */
export function useReadAll(latest: string | undefined): (() => void) | null {
  const { mutate } = useReadNotices();
  if (latest === undefined) return null;
  return () => mutate({ until: latest }, { onError: () => notify({ message: words.readFailed, tone: "error" }) });
}
