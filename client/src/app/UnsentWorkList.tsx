import type { UnsentWork } from "../sync/pending-work.ts";
import { words } from "./words.ts";

/** Names what only this device holds, and where it belongs. */
export function UnsentWorkList({ works }: { works: readonly UnsentWork[] }) {
  const { unsent } = words;
  return (
    <ul>
      {works.map(({ document, about, changes, recovered, drafts }) => (
        <li key={document}>
          <strong>{about ? unsent.article(about.title) : unsent.someArticle}</strong>
          {": "}
          {[
            changes > 0 && unsent.changes,
            recovered > 0 && unsent.recovered(recovered),
            drafts > 0 && unsent.drafts(drafts),
          ]
            .filter(Boolean)
            .join(", ")}
        </li>
      ))}
    </ul>
  );
}
