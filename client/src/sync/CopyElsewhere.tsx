import { Button } from "@mantine/core";
import { Lock, Users } from "lucide-react";
import { useState } from "react";
import { notify } from "../ui/notify.ts";
import { copyTo, operationsOf } from "./copy-elsewhere.ts";
import type { RecoveredRow } from "./recovered-row.ts";
import { words } from "./words.ts";

/** Puts annotations that could not stay where they were made into another layer of their article. */
export function CopyElsewhere({ row }: { row: RecoveredRow }) {
  const [busy, setBusy] = useState<"team" | "private" | null>(null);
  if (row.state === "waiting" || !row.about || operationsOf(row).length === 0) return null;
  const put = async (kind: "team" | "private") => {
    setBusy(kind);
    try {
      await copyTo(kind, row);
      notify({ message: kind === "team" ? words.page.putTeam : words.page.putPrivate, tone: "good" });
    } catch (error) {
      const why = error instanceof Error ? error.message : "";
      notify({ message: `${words.page.putFailed}: ${why}`, tone: "error" });
    } finally {
      setBusy(null);
    }
  };
  const button = (kind: "team" | "private", label: string, Sign: typeof Lock) => (
    <Button
      variant="default"
      size="xs"
      leftSection={<Sign size={14} aria-hidden />}
      loading={busy === kind}
      disabled={busy !== null && busy !== kind}
      onClick={() => void put(kind)}
    >
      {label}
    </Button>
  );
  return (
    <>
      {button("private", words.page.toPrivate, Lock)}
      {button("team", words.page.toTeam, Users)}
    </>
  );
}
