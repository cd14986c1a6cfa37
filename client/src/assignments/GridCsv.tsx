import { Button, Menu } from "@mantine/core";
import { Download, FileSpreadsheet } from "lucide-react";
import { type GridNames, gridCsvUrl } from "../api/assignments.ts";
import { words } from "./words.ts";

const NAMES: GridNames[] = ["both", "names", "pseudonyms"];

interface GridCsvProps {
  id: string;
  group: string;
  isPseudonymous: boolean;
}

/** Takes the grid away as CSV; where people write under pseudonyms, one chooses what they are called in it. */
export function GridCsv({ id, group, isPseudonymous }: GridCsvProps) {
  const sign = <Download size={16} aria-hidden />;
  if (!isPseudonymous) {
    return (
      <Button component="a" href={gridCsvUrl(id, group)} download variant="default" leftSection={sign}>
        {words.grid.csv}
      </Button>
    );
  }
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" leftSection={sign}>
          {words.grid.csv}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {NAMES.map((names) => (
          <Menu.Item
            key={names}
            component="a"
            href={gridCsvUrl(id, group, names)}
            download
            leftSection={<FileSpreadsheet size={16} aria-hidden />}
          >
            {words.grid.csvAs[names]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
