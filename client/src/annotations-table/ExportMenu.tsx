import { Button, Menu } from "@mantine/core";
import { Check, Download, FileSpreadsheet } from "lucide-react";
import { useState } from "react";
import { type AnnotationFilter, exportUrl, type RowShape } from "./annotation-filter.ts";
import styles from "./annotations.module.css";
import { words } from "./words.ts";

const SHAPES: RowShape[] = ["annotation", "tag", "comment"];

/** Takes away as CSV exactly what the filter shows. */
export function ExportMenu({ workspaceId, filter }: { workspaceId: string; filter: AnnotationFilter }) {
  const [raw, setRaw] = useState(false);
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" leftSection={<Download size={16} aria-hidden />}>
          {words.export.button}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.exports}>
        <Menu.Label>{words.export.lead}</Menu.Label>
        {SHAPES.map((rows) => (
          <Menu.Item
            key={rows}
            component="a"
            href={exportUrl(workspaceId, filter, rows, raw)}
            download
            leftSection={<FileSpreadsheet size={16} aria-hidden />}
          >
            {words.export[rows]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.CheckboxItem
          checked={raw}
          rightSection={raw ? <Check size={16} aria-hidden /> : undefined}
          onChange={setRaw}
        >
          {words.export.raw}
          <span className={styles.exportHint}>{words.export.rawHint}</span>
        </Menu.CheckboxItem>
      </Menu.Dropdown>
    </Menu>
  );
}
