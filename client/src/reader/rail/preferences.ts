import { useState } from "react";

/** How a person likes to read, on this device. */
export interface ReadingPreferences {
  /** Whether the side panel is shown on a wide screen. */
  rail: boolean;
  colourBy: "tag" | "person";
  /** Whether the outline is unfolded. */
  outline: boolean;
}

const KEY = "postil.reading";
const DEFAULTS: ReadingPreferences = { rail: true, colourBy: "tag", outline: true };

function read(): ReadingPreferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    if (typeof stored !== "object" || stored === null) return DEFAULTS;
    const { rail, colourBy, outline } = stored as Record<string, unknown>;
    return { rail: rail !== false, colourBy: colourBy === "person" ? "person" : "tag", outline: outline !== false };
  } catch {
    return DEFAULTS;
  }
}

export function useReadingPreferences(): [ReadingPreferences, (change: Partial<ReadingPreferences>) => void] {
  const [preferences, setPreferences] = useState(read);
  return [
    preferences,
    (change) => {
      const next = { ...preferences, ...change };
      setPreferences(next);
      try {
        localStorage.setItem(KEY, JSON.stringify(next));
      } catch {
        // Storage is blocked or full: the choice holds until the page is left.
      }
    },
  ];
}
