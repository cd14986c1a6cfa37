/* The browser chooses a language before it loads the app (client/src/main.tsx); tests of the client's parts speak English. */
import { speak, speakPages } from "../../client/src/words/catalogue.ts";
import { english } from "../../client/src/words/english.ts";

speak("en", english, async () => english);
await speakPages();
