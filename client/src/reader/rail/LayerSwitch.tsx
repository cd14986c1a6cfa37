import { SegmentedControl } from "@mantine/core";
import { Lock, Users } from "lucide-react";
import { words } from "../words.ts";
import styles from "./rail.module.css";

interface LayerSwitchProps {
  layer: "team" | "private";
  onLayer: (kind: "team" | "private") => void;
}

/** Which layer is shown and written into, and who sees it. */
export function LayerSwitch({ layer, onLayer }: LayerSwitchProps) {
  return (
    <div data-layers>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={words.rail.layer}
        value={layer}
        onChange={(value) => onLayer(value === "private" ? "private" : "team")}
        data={[
          {
            value: "team",
            label: (
              <span className={styles.layer}>
                <Users size={14} aria-hidden /> {words.rail.team}
              </span>
            ),
          },
          {
            value: "private",
            label: (
              <span className={styles.layer}>
                <Lock size={14} aria-hidden /> {words.rail.private}
              </span>
            ),
          },
        ]}
      />
      <p className={styles.help}>{layer === "team" ? words.rail.teamHelp : words.rail.privateHelp}</p>
    </div>
  );
}
