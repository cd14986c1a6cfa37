import { NativeSelect } from "@mantine/core";
import type { CodebookVersion } from "@postil/shared/schema/codebook";
import { useState } from "react";
import { useCodebookDifferences } from "../api/codebook.ts";
import { Problem } from "../ui/Problem.tsx";
import styles from "./codebook.module.css";
import { Differences } from "./Differences.tsx";
import historyStyles from "./history.module.css";
import { words } from "./words.ts";

const CURRENT = "current";

/** In what any two versions differ; at first the last one kept and the codebook as it is now. */
export function CompareVersions({
  workspaceId,
  versions,
}: {
  workspaceId: string;
  versions: readonly CodebookVersion[];
}) {
  const [from, setFrom] = useState(String(versions[0]?.number ?? CURRENT));
  const [to, setTo] = useState(CURRENT);
  const { data, error } = useCodebookDifferences(workspaceId, from, to);
  const { history } = words;
  const choices = [
    { value: CURRENT, label: history.current },
    ...versions.map(({ number, label }) => ({ value: String(number), label })),
  ];
  return (
    <section className={historyStyles.compare} aria-label={history.compare}>
      <h3>{history.compare}</h3>
      <div className={styles.pair}>
        <NativeSelect
          label={history.from}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
          data={choices}
        />
        <NativeSelect
          label={history.to}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          data={choices}
        />
      </div>
      <Problem message={error ? error.message : null} />
      <div aria-live="polite">
        {data && (data.length === 0 ? <p className={styles.quiet}>{history.same}</p> : <Differences items={data} />)}
      </div>
    </section>
  );
}
