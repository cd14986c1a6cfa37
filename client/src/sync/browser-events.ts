interface BrowserEvents {
  offline(): void;
  /** The network or the person is back. */
  back(): void;
  /** The page is being closed; true: the browser asks first. */
  leaving(): boolean;
}

/** Returns the function that stops it. */
export function listenToBrowser(events: BrowserEvents): () => void {
  if (typeof window === "undefined") return () => undefined;
  const { offline, back } = events;
  const leaving = (event: BeforeUnloadEvent) => {
    if (events.leaving()) event.preventDefault();
  };
  const visible = () => {
    if (document.visibilityState === "visible") back();
  };
  window.addEventListener("online", back);
  window.addEventListener("offline", offline);
  window.addEventListener("beforeunload", leaving);
  document.addEventListener("visibilitychange", visible);
  return () => {
    window.removeEventListener("online", back);
    window.removeEventListener("offline", offline);
    window.removeEventListener("beforeunload", leaving);
    document.removeEventListener("visibilitychange", visible);
  };
}
