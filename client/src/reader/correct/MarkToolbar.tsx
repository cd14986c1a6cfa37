import { Bold, Heading1, Heading2, Heading3, Italic, Link2, List, Pilcrow, Quote, Redo2, Undo2 } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import styles from "./correct.module.css";
import type { MarkState } from "./mark-commands.ts";
import { words } from "./words.ts";

export type Tool = "p" | "h1" | "h2" | "h3" | "li" | "quote" | "bold" | "italic" | "link" | "undo" | "redo";

const LINES = [
  { tool: "p", label: words.paragraph, key: "0", Icon: Pilcrow },
  { tool: "h1", label: words.heading(1), key: "1", Icon: Heading1 },
  { tool: "h2", label: words.heading(2), key: "2", Icon: Heading2 },
  { tool: "h3", label: words.heading(3), key: "3", Icon: Heading3 },
  { tool: "li", label: words.item, key: "8", Icon: List },
  { tool: "quote", label: words.quotation, key: "9", Icon: Quote },
] as const;

interface MarkToolbarProps {
  marks: MarkState;
  disabled: boolean;
  onTool: (tool: Tool) => void;
}

/** What lines are and how words look, one click or key each. One stop of Tab; the arrows go along it. */
export function MarkToolbar({ marks, disabled, onTool }: MarkToolbarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const inline = [
    { tool: "bold", label: words.bold, keys: "Control+B", pressed: marks.bold, Icon: Bold },
    { tool: "italic", label: words.italic, keys: "Control+I", pressed: marks.italic, Icon: Italic },
    { tool: "link", label: words.link, keys: "Control+Shift+K", pressed: marks.href !== null, Icon: Link2 },
  ] as const;
  const steps = [
    { tool: "undo", label: words.undo, keys: "Control+Z", Icon: Undo2 },
    { tool: "redo", label: words.redo, keys: "Control+Shift+Z", Icon: Redo2 },
  ] as const;
  const buttons = [
    ...LINES.map(({ tool, label, key, Icon }) => ({
      tool,
      label,
      Icon,
      keys: `Control+Shift+${key}`,
      pressed: marks.line === tool,
    })),
    ...inline,
    ...steps.map((step) => ({ ...step, pressed: undefined })),
  ];
  const onKeyDown = (event: KeyboardEvent) => {
    const all = [...(bar.current?.querySelectorAll("button") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || at === -1) return;
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    for (const button of all) button.tabIndex = button === next ? 0 : -1;
    next?.focus();
  };
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={words.toolbar}
      aria-controls="correct-text"
      className={styles.toolbar}
      onKeyDown={onKeyDown}
    >
      {buttons.map(({ tool, label, keys, pressed, Icon }, index) => (
        <button
          key={tool}
          type="button"
          className={styles.tool}
          tabIndex={index === 0 ? 0 : -1}
          aria-label={label}
          title={`${label} (${keys.replaceAll("Control", words.control)})`}
          aria-keyshortcuts={keys}
          aria-pressed={pressed}
          aria-disabled={disabled || undefined}
          data-apart={tool === "bold" || tool === "undo" || undefined}
          // A press must not take the selection out of the text.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            if (!disabled) onTool(tool);
          }}
        >
          <Icon size={18} aria-hidden />
        </button>
      ))}
    </div>
  );
}
