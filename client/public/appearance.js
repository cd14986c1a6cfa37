// Runs before the first paint, so that a chosen theme never flashes. Keys and values: src/ui/appearance.ts.
(() => {
  const root = document.documentElement;
  let scheme = "auto";
  let contrast = "auto";
  try {
    scheme = localStorage.getItem("postil-colour-scheme") || scheme;
    contrast = localStorage.getItem("postil-contrast") || contrast;
  } catch {
    // Storage is blocked: follow the system.
  }
  const dark = scheme === "dark" || (scheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  const more = contrast === "more" || (contrast !== "normal" && matchMedia("(prefers-contrast: more)").matches);
  root.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  root.setAttribute("data-contrast", more ? "more" : "normal");
})();
