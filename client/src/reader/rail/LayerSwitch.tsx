import { Checkbox, Radio } from "@mantine/core";
import { Handshake, Lock, PencilLine, User, Users } from "lucide-react";
import type { LayerOption } from "../layer-options.ts";
import type { LayerChoice } from "../use-layer-choice.ts";
import { words } from "../words.ts";
import styles from "./rail.module.css";

const ICONS = { team: Users, private: Lock, blind: Lock, consensus: Handshake };

/** Which layer is written into, who sees it, and which are shown beside it. */
export function LayerSwitch({ layers }: { layers: LayerChoice }) {
  const { options, written, shown, choose, show } = layers;
  const writable = options.filter((option) => !option.foreign || option === written);
  const others = options.filter((option) => option !== written && option.layer !== null);
  return (
    <div data-layers className={styles.layers}>
      <p className={styles.writing}>
        <PencilLine size={14} aria-hidden />
        <span>
          {written.closed ? words.layers.reading : words.layers.writing} <strong>{written.label}</strong>
        </span>
      </p>
      <p className={styles.help}>{written.closed ?? written.help}</p>
      <Radio.Group
        label={<span className="visually-hidden">{words.layers.choose}</span>}
        value={written.key}
        onChange={choose}
      >
        <div className={styles.layerList}>
          {writable.map((option) => (
            <Radio key={option.key} value={option.key} size="xs" label={<LayerName option={option} />} />
          ))}
        </div>
      </Radio.Group>
      {others.length > 0 && (
        <Checkbox.Group
          label={words.layers.also}
          size="xs"
          value={shown.map(({ key }) => key)}
          onChange={(keys) => {
            for (const { key } of others) {
              const on = keys.includes(key);
              if (on !== shown.some((one) => one.key === key)) show(key, on);
            }
          }}
        >
          <div className={styles.layerList}>
            {others.map((option) => (
              <Checkbox key={option.key} value={option.key} size="xs" label={<LayerName option={option} />} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </div>
  );
}

function LayerName({ option }: { option: LayerOption }) {
  const Icon = option.foreign ? User : ICONS[option.kind];
  return (
    <span className={styles.layer}>
      <Icon size={14} aria-hidden /> <span>{option.label}</span>
    </span>
  );
}
