import { createTheme, type VariantColorsResolver } from "@mantine/core";
import { words } from "./words.ts";

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
  // As plain objects: importing the components here would put them all into the first load.
  components: {
    // The hint below its field, so that fields beside one another stand in line.
    InputWrapper: { defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: 32 } },
    Tooltip: {
      defaultProps: { openDelay: 400, withinPortal: true, events: { hover: true, focus: true, touch: false } },
    },
    // Opened by the keyboard a menu begins on its first item, so that it is read out.
    Menu: { defaultProps: { position: "bottom-end", shadow: "md", withInitialFocusPlaceholder: false } },
    Drawer: { defaultProps: { closeButtonProps: { "aria-label": words.close } } },
    // A header in a dialog is none of the page's: without this it is told as a second banner.
    ModalHeader: { defaultProps: { role: "presentation" } },
    DrawerHeader: { defaultProps: { role: "presentation" } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { duration: 120 },
        closeButtonProps: { "aria-label": words.close },
      },
    },
  },
});
