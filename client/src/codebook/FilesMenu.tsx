import { Button, Menu } from "@mantine/core";
import { Copy, Download, FileUp } from "lucide-react";
import { useState } from "react";
import { CopyDialog } from "./CopyDialog.tsx";
import { ImportDialog } from "./ImportDialog.tsx";
import { words } from "./words.ts";

/** Takes the codebook away as a file, and brings tags in. */
export function FilesMenu({ workspaceId, keeps }: { workspaceId: string; keeps: boolean }) {
  const [open, setOpen] = useState<"import" | "copy" | null>(null);
  const { files } = words;
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default">{files.button}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(["csv", "qdc"] as const).map((format) => (
            <Menu.Item
              key={format}
              component="a"
              href={`/api/workspaces/${workspaceId}/exports/codebook.${format}`}
              download
              leftSection={<Download size={16} aria-hidden />}
            >
              {files[format]}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {keeps && (
            <Menu.Item leftSection={<FileUp size={16} aria-hidden />} onClick={() => setOpen("import")}>
              {files.import}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<Copy size={16} aria-hidden />} onClick={() => setOpen("copy")}>
            {files.copy}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === "import" && <ImportDialog workspaceId={workspaceId} onClose={() => setOpen(null)} />}
      {open === "copy" && <CopyDialog workspaceId={workspaceId} onClose={() => setOpen(null)} />}
    </>
  );
}
