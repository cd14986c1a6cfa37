import { AskedOfMe } from "../activity/AskedOfMe.tsx";
import { News } from "../activity/News.tsx";
import { HomePage } from "../workspaces/HomePage.tsx";

/** One's workspaces, what is asked of one in them, and what happened there since one looked. */
export function HomeRoute() {
  return <HomePage asked={<AskedOfMe />} news={<News />} />;
}
