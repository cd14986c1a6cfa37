import { useEffect, useRef } from "react";
import { type Command, CommandRegistry } from "./command-registry.ts";

/** Keys are the window's: there is one list of what they do. */
export const commands = new CommandRegistry();

/** Offers commands, with keys and by name, for as long as the component is there. The list may be new each time. */
export function useCommands(list: readonly Command[], registry = commands): void {
  const entry = useRef<ReturnType<CommandRegistry["add"]>>(null);
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
    entry.current?.update(list);
  });
  useEffect(() => {
    const added = registry.add(latest.current);
    entry.current = added;
    return () => {
      entry.current = null;
      added.remove();
    };
  }, [registry]);
}

/** Offers commands that are made when somebody looks for one by name. */
export function useCommandSource(make: () => readonly Command[], registry = commands): void {
  const latest = useRef(make);
  useEffect(() => {
    latest.current = make;
  });
  useEffect(() => registry.addSource({ make: () => latest.current() }), [registry]);
}
