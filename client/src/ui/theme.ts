import {
  ActionIcon,
  Button,
  createTheme,
  Menu,
  Modal,
  NativeSelect,
  PasswordInput,
  Textarea,
  TextInput,
  Tooltip,
  type VariantColorsResolver,
} from "@mantine/core";

/** Mantine's variants in the tokens of tokens.css. Colours: blue is the accent, red is danger, gray is quiet. */
const variantColorResolver: VariantColorsResolver = ({ color, theme, variant }) => {
  const name = color ?? theme.primaryColor;
  const tone = name === "red" ? "danger" : name === "gray" ? "quiet" : "accent";
  const text = tone === "quiet" ? "var(--ink-quiet)" : `var(--${tone}-text)`;
  const tint = tone === "quiet" ? "var(--surface-quiet)" : `var(--${tone}-tint)`;
  switch (variant) {
    case "filled":
      return tone === "quiet"
        ? { background: tint, hover: "var(--line)", color: "var(--ink)", border: "1px solid transparent" }
        : {
            background: `var(--${tone})`,
            hover: `var(--${tone}-strong)`,
            color: `var(--on-${tone})`,
            hoverColor: `var(--on-${tone})`,
            border: "1px solid transparent",
          };
    case "default":
      return {
        background: "var(--surface)",
        hover: "var(--surface-quiet)",
        color: tone === "danger" ? text : "var(--ink)",
        border: "1px solid var(--line-strong)",
      };
    case "outline":
      return { background: "transparent", hover: tint, color: text, border: `1px solid ${text}` };
    case "light":
      return { background: tint, hover: tint, color: text, border: "1px solid transparent" };
    default:
      return { background: "transparent", hover: tint, color: text, border: "1px solid transparent" };
  }
};

export const theme = createTheme({
  primaryColor: "blue",
  fontFamily: "var(--font-interface)",
  cursorType: "pointer",
  respectReducedMotion: true,
  variantColorResolver,
  components: {
    Button: Button.extend({ defaultProps: { size: "sm" } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray", size: 32 } }),
    TextInput: TextInput.extend({ defaultProps: { size: "sm" } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: "sm" } }),
    NativeSelect: NativeSelect.extend({ defaultProps: { size: "sm" } }),
    Textarea: Textarea.extend({ defaultProps: { size: "sm" } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, withinPortal: true, events: { hover: true, focus: true, touch: false } },
    }),
    Menu: Menu.extend({ defaultProps: { position: "bottom-end", shadow: "md" } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, transitionProps: { duration: 120 }, closeButtonProps: { "aria-label": "Close" } },
    }),
  },
});
