import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { words } from "../words.ts";

/** The rail over the text, where there is no room beside it. */
export function RailDrawer(props: { opened: boolean; onClose: () => void; children: ReactNode }) {
  const { opened, onClose, children } = props;
  return (
    <Drawer opened={opened} onClose={onClose} size={300} title={words.rail.title}>
      {children}
    </Drawer>
  );
}
