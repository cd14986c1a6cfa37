import { Button } from "@mantine/core";
import { Users } from "lucide-react";
import { useState } from "react";
import type { Publishing } from "../../annotations/room.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { words } from "../words.ts";
import styles from "./rail.module.css";

export interface PublishAllProps {
  publishing: Publishing;
  /** What is in the private layer. */
  ids: readonly string[];
}

/** Publishes all that one has made in private, after it has said what follows from that. */
export function PublishAll({ publishing, ids }: PublishAllProps) {
  const [asking, setAsking] = useState<readonly string[] | null>(null);
  if (ids.length === 0 && asking === null) return null;
  if (publishing.closed) return <p className={styles.help}>{publishing.closed}.</p>;
  return (
    <>
      <Button
        variant="default"
        size="xs"
        className={styles.publish}
        leftSection={<Users size={14} aria-hidden />}
        onClick={() => setAsking(ids)}
      >
        {words.publish.all(ids.length)}
      </Button>
      <ConfirmDialog
        opened={asking !== null}
        title={words.publish.title(asking?.length ?? 0)}
        confirmLabel={words.publish.confirm}
        danger={false}
        onConfirm={() => publishing.publish(asking ?? [])}
        onClose={() => setAsking(null)}
      >
        {words.publish.help(asking?.length ?? 0)}
      </ConfirmDialog>
    </>
  );
}
