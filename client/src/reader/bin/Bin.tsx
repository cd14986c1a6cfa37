import { lazyPart, usePrefetched } from "../../ui/lazy-part.tsx";
import { useReaderCommands } from "../commands/use-reader-commands.ts";
import { useReaderRoom } from "../reader-context.ts";
import { words } from "./words.ts";

const load = async () => (await import("./BinPanel.tsx")).BinPanel;
const LOADS = [load];
const Panel = lazyPart(load);

/** The bin of the layer that is written into: offered by name, opened here. */
export function Bin() {
  const { dialog, showDialog } = useReaderRoom();
  usePrefetched(LOADS);
  useReaderCommands([{ id: "reader.bin", title: words.command, group: "other", run: () => showDialog("bin") }]);
  if (dialog !== "bin") return null;
  return <Panel onClose={() => showDialog(null)} />;
}
