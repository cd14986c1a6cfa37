let asked = false;

/** Whether the browser keeps this site's storage even when space runs low; null where it doesn't say. */
export async function isLasting(): Promise<boolean | null> {
  try {
    return (await navigator.storage?.persisted?.()) ?? null;
  } catch {
    return null;
  }
}

/** Asks the browser for that; some ask the person. Resolves to whether it promises. */
export async function keepLasting(): Promise<boolean> {
  try {
    return (await navigator.storage?.persist?.()) ?? false;
  } catch {
    return false;
  }
}

/**
 * Asks once a page, at the moment when it first matters: there is work that only this device holds. Whoever is asked
 * then sees why.
 */
export function askToKeep(): void {
  if (asked || typeof navigator === "undefined") return;
  asked = true;
  void isLasting().then((lasting) => (lasting === false ? keepLasting() : lasting));
}
