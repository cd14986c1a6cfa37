import { ActionIcon, Menu } from "@mantine/core";
import { Check } from "lucide-react";
import { COLOUR_NAMES, colourName } from "../ui/colour-names.ts";
import { TagMark } from "../ui/TagChip.tsx";
import styles from "./codebook.module.css";
import { words } from "./words.ts";

interface ColourMenuProps {
  name: string;
  colour: number;
  tabIndex?: number;
  onChange: (colour: number) => void;
}

/** The tag's colour, with a menu of all twelve by name. */
export function ColourMenu({ name, colour, tabIndex, onChange }: ColourMenuProps) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon tabIndex={tabIndex} aria-label={words.colourOf(name, colourName(colour))}>
          <TagMark colour={colour} size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {COLOUR_NAMES.map((label, index) => (
          <Menu.RadioItem
            key={label}
            value={label}
            checked={index === colour}
            rightSection={index === colour ? <Check size={16} aria-hidden /> : undefined}
            closeMenuOnClick
            onChange={() => onChange(index)}
          >
            <span className={styles.menuColour}>
              <TagMark colour={index} size={16} /> {label}
            </span>
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
