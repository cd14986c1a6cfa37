import { useEffect } from "react";
import { useReadNotices, useUnreadNotices } from "../api/notices.ts";

/** How long a thread is looked at before its notices count as read, in ms: not while one is on the way past it. */
const LOOKED_AT = 600;

/** Marks the notices of the thread that is open as read, also those that come while it is looked at. */
export function useReadThread(layer: string | null, annotation: string | null): void {
  const unread = useUnreadNotices();
  const { mutate } = useReadNotices();
  useEffect(() => {
    if (layer === null || annotation === null || unread === 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") timer = setTimeout(() => mutate({ layer, annotation }), LOOKED_AT);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [layer, annotation, unread, mutate]);
}
