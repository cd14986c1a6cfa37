import { Button, Menu } from "@mantine/core";
import { Check, Download, FileSpreadsheet, Files } from "lucide-react";
import { useState } from "react";
import { Link, useLocation } from "react-router";
import { usePseudonyms } from "../api/assignments.ts";
import { type AnnotationFilter, exportUrl, type RowShape } from "./annotation-filter.ts";
import styles from "./annotations.module.css";
import { words } from "./words.ts";

const SHAPES: RowShape[] = ["annotation", "tag", "comment"];

interface ExportMenuProps {
  workspaceId: string;
  filter: AnnotationFilter;
  /** May learn, and take away, whom pseudonyms stand for. */
  moderates: boolean;
}

/** Takes away as CSV exactly what the filter shows. */
export function ExportMenu({ workspaceId, filter, moderates }: ExportMenuProps) {
  const location = useLocation();
  const [raw, setRaw] = useState(false);
  const [names, setNames] = useState(false);
  // Only who is told whom pseudonyms stand for can choose.
  const { data: pseudonyms } = usePseudonyms(workspaceId);
  const choosesNames = moderates && (pseudonyms ?? []).some(({ member }) => member !== null);
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
            href={exportUrl(workspaceId, filter, rows, { raw, names: names && choosesNames })}
            download
            leftSection={<FileSpreadsheet size={16} aria-hidden />}
          >
            {words.export[rows]}
          </Menu.Item>
        ))}
        <Menu.Item
          component={Link}
          to={`/w/${workspaceId}/export?${new URLSearchParams(location.search)}`}
          leftSection={<Files size={16} aria-hidden />}
        >
          {words.export.more}
        </Menu.Item>
        <Menu.Divider />
        {choosesNames && (
          <Menu.CheckboxItem
            checked={names}
            closeMenuOnClick={false}
            rightSection={names ? <Check size={16} aria-hidden /> : undefined}
            onChange={setNames}
          >
            {words.export.names}
            <span className={styles.exportHint}>{words.export.namesHint}</span>
          </Menu.CheckboxItem>
        )}
        <Menu.CheckboxItem
          closeMenuOnClick={false}
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
