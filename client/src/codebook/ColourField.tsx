import { useId } from "react";
import { COLOUR_NAMES, colourName } from "../ui/colour-names.ts";
import { tagColour } from "../ui/palette.ts";
import styles from "./codebook.module.css";
import { words } from "./words.ts";

/** The twelve colours as radio buttons; the chosen one's name stands beside them. */
export function ColourField({ value, onChange }: { value: number; onChange: (colour: number) => void }) {
  const name = useId();
  return (
    <fieldset className={styles.colours}>
      <legend>
        {words.edit.colour}: <span className={styles.colourName}>{colourName(value)}</span>
      </legend>
      <div className={styles.swatches}>
        {COLOUR_NAMES.map((label, index) => (
          <label key={label} className={styles.colour} title={label} style={{ background: tagColour(index) }}>
            <input
              type="radio"
              name={name}
              aria-label={label}
              checked={index === value}
              onChange={() => onChange(index)}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
