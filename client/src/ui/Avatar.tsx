import { memo } from "react";
import { spokenLocale } from "../words/catalogue.ts";
import styles from "./Avatar.module.css";
import { tagColour } from "./palette.ts";

interface AvatarProps {
  name: string;
  /** Index into the palette; null is grey, for a person outside any workspace. */
  colour: number | null;
  /** What is said in place of the name: "Ada (you)". */
  label?: string;
  /** Side in px. */
  size?: number;
  /** Where the name stands beside it, screen readers need not hear it twice. */
  decorative?: boolean;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * First letters of the first and the last word: what a person is recognised by when the circle is small. Another name
 * in brackets, "Ben (Reader 7)", is not of them.
 */
function initials(name: string): string {
  // "Reader 24": only the number tells pseudonyms apart.
  const number = /^\S+ (\d{1,3})$/.exec(name)?.[1];
  if (number !== undefined) return number;
  const letters = name
    .replace(/\s*\(.*\)$/, "")
    .trim()
    .split(/\s+/)
    .map((word) => segmenter.segment(word)[Symbol.iterator]().next().value?.segment ?? "");
  const last = letters.length > 1 ? letters.at(-1) : "";
  return `${letters[0] ?? ""}${last}`.toLocaleUpperCase(spokenLocale()) || "?";
}

export const Avatar = memo(function Avatar({ name, colour, label = name, size = 24, decorative = false }: AvatarProps) {
  return (
    <span
      className={styles.avatar}
      {...(decorative ? { "aria-hidden": true } : { role: "img", "aria-label": label, title: label })}
      style={{
        width: size,
        height: size,
        fontSize: Math.max(9, Math.round(size * 0.42)),
        ...(colour !== null && {
          color: tagColour(colour, "text"),
          background: tagColour(colour, "tint"),
          borderColor: tagColour(colour),
        }),
      }}
      data-initials={initials(name)}
    />
  );
});
