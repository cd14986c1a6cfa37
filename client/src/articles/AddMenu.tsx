import { Button, Menu } from "@mantine/core";
import { ClipboardPaste, FileText, Plus } from "lucide-react";
import { words } from "./words.ts";

interface AddMenuProps {
  onChoose: () => void;
  onPaste: () => void;
}

export function AddMenu({ onChoose, onPaste }: AddMenuProps) {
  return (
    <Menu>
      <Menu.Target>
        <Button leftSection={<Plus size={16} aria-hidden />}>{words.add}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<FileText size={16} aria-hidden />} onClick={onChoose}>
          {words.chooseFiles}
        </Menu.Item>
        <Menu.Item leftSection={<ClipboardPaste size={16} aria-hidden />} onClick={onPaste}>
          {words.paste}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
