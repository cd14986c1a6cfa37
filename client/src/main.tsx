import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/source-serif-4/wght.css";
import "@fontsource-variable/source-serif-4/wght-italic.css";
import "./ui/fonts.css";
import "./ui/mantine.css";
import "./ui/palette.css";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/print.css";
import { fetchFonts } from "./ui/fonts.ts";
import { speak, speakPages } from "./words/catalogue.ts";
import { chosenLanguage, firstSpoken, LANGUAGES, regionOf } from "./words/languages.ts";

const fonts = fetchFonts();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
const tag = chosenLanguage() ?? firstSpoken(navigator.languages);
const language = LANGUAGES[tag];
document.documentElement.lang = tag;
document.documentElement.dir = language.direction;
try {
  // The features take their words when they are evaluated, so the app comes second; vite.config.ts has it fetched
  // along with this file.
  speak(regionOf(tag, navigator.languages), await language.load(), language.loadPages);
  // Along with the app; when it fails, the page that wants them says so.
  if (!location.pathname.startsWith("/a/")) speakPages().catch(() => undefined);
  const { start } = await import("./app/start.tsx");
  // Text that is there changes its face no more: lines would break elsewhere.
  await fonts;
  start(root);
} catch (error) {
  root.textContent = language.unloaded;
  throw error;
}
