/** Tells when the network goes, and when it or the person is back; returns the function that stops it. */
export function listenToBrowser(events: { offline(): void; back(): void }): () => void {
  if (typeof window === "undefined") return () => undefined;
  const { offline, back } = events;
  const visible = () => {
    if (document.visibilityState === "visible") back();
  };
  window.addEventListener("online", back);
  window.addEventListener("offline", offline);
  document.addEventListener("visibilitychange", visible);
  return () => {
    window.removeEventListener("online", back);
    window.removeEventListener("offline", offline);
    document.removeEventListener("visibilitychange", visible);
  };
}
