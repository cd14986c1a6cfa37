import { Menu, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { setContrast, useContrast } from "../ui/appearance.ts";
import { words } from "./words.ts";

const SCHEMES = ["auto", "light", "dark"] as const;

/** Light, dark or the system's; high contrast or not. The chosen ones carry the mark `checked`. */
export function AppearanceItems({ checked }: { checked: ReactNode }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const contrast = useContrast();
  return (
    <>
      <Menu.Label>{words.appearance}</Menu.Label>
      {SCHEMES.map((scheme) => (
        <Menu.RadioItem
          key={scheme}
          value={scheme}
          checked={colorScheme === scheme}
          rightSection={colorScheme === scheme ? checked : undefined}
          onChange={() => setColorScheme(scheme)}
        >
          {words.scheme[scheme]}
        </Menu.RadioItem>
      ))}
      <Menu.CheckboxItem
        checked={contrast === "more"}
        rightSection={contrast === "more" ? checked : undefined}
        onChange={(more) => setContrast(more ? "more" : "auto")}
      >
        {words.contrast}
      </Menu.CheckboxItem>
    </>
  );
}
