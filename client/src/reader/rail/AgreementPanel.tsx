import { Button, Progress } from "@mantine/core";
import { KeyHint, useAriaKey } from "../../commands/KeyHint.tsx";
import type { ConsensusFlow } from "../use-consensus.ts";
import { words } from "../words.ts";
import styles from "./rail.module.css";

/** How far the agreed layer is, and the way to the next annotation about which nothing was decided. */
export function AgreementPanel({ consensus, onGone }: { consensus: ConsensusFlow; onGone: () => void }) {
  const ariaKey = useAriaKey();
  const { agreement, cards, nextOpen } = consensus;
  const { taken, total, open } = agreement;
  if (total === 0) return <p className={styles.help}>{words.consensus.none}</p>;
  return (
    <div className={styles.agreement}>
      <p>{words.consensus.progress(taken, total)}</p>
      <Progress value={(taken / total) * 100} size="sm" aria-label={words.consensus.progress(taken, total)} />
      <p className={styles.help}>
        {words.consensus.left(open.length)} {open.length > 0 && cards.add && words.consensus.how}
      </p>
      {open.length > 0 && (
        <Button
          variant="default"
          size="xs"
          rightSection={<KeyHint>D</KeyHint>}
          {...ariaKey("D")}
          onClick={() => {
            nextOpen();
            onGone();
          }}
        >
          {words.consensus.next}
        </Button>
      )}
    </div>
  );
}
