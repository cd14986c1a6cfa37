import { Button, FileButton, Group, Modal, Radio } from "@mantine/core";
import type { CodebookFormat, CodebookImport } from "@postil/shared/schema/codebook";
import { useState } from "react";
import { useImportCodebook } from "../api/codebook.ts";
import { notify } from "../ui/notify.ts";
import { Problem } from "../ui/Problem.tsx";
import { words as shared } from "../ui/words.ts";
import styles from "./codebook.module.css";
import { ImportPreview } from "./ImportPreview.tsx";
import { words } from "./words.ts";

/** Bytes of a file: as JSON it may grow, and a request has 1 MiB. */
const LARGEST = 900 * 1024;

interface Chosen {
  format: CodebookFormat;
  text: string;
}

/** Brings in tags from a file: shows what would happen, and does it when that is asked for. */
export function ImportDialog({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const { mutateAsync, isPending } = useImportCodebook(workspaceId);
  const [name, setName] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [existing, setExisting] = useState<"update" | "keep">("update");
  const [plan, setPlan] = useState<CodebookImport | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { files } = words;

  async function ask(what: Chosen, how: "update" | "keep", apply: boolean): Promise<void> {
    setProblem(null);
    try {
      const answer = await mutateAsync({ ...what, existing: how, apply });
      setPlan(answer);
      if (!answer.applied) return;
      notify({ message: files.applied(answer.items.filter((item) => item.kind !== "unchanged").length) });
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }

  async function choose(file: File | null): Promise<void> {
    setPlan(null);
    setChosen(null);
    setProblem(null);
    setName(file?.name ?? null);
    if (!file) return;
    const read = await readFile(file);
    if (typeof read === "string") setProblem(read);
    else {
      setChosen(read);
      await ask(read, existing, false);
    }
  }

  const ready = chosen !== null && plan !== null && plan.problems.length === 0;
  const changes = plan?.items.some((item) => item.kind !== "unchanged") ?? false;
  return (
    <Modal opened size="lg" onClose={onClose} title={files.importTitle}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen) void ask(chosen, existing, true);
        }}
      >
        <p className={styles.quiet}>{files.importLead}</p>
        <Group gap={12}>
          <FileButton accept=".csv,.tsv,.txt,.qdc,.xml,text/csv" onChange={(file) => void choose(file)}>
            {(button) => (
              <Button {...button} variant="default" data-autofocus>
                {files.choose}
              </Button>
            )}
          </FileButton>
          {name && <span className={styles.quiet}>{name}</span>}
        </Group>
        {chosen && (
          <Radio.Group
            label={files.existing}
            value={existing}
            onChange={(value) => {
              const how = value === "keep" ? "keep" : "update";
              setExisting(how);
              void ask(chosen, how, false);
            }}
          >
            <div className={styles.choices}>
              <Radio value="update" label={files.update} />
              <Radio value="keep" label={files.keep} />
            </div>
          </Radio.Group>
        )}
        {plan && <ImportPreview plan={plan} />}
        <Problem message={problem} />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {shared.cancel}
          </Button>
          <Button type="submit" loading={isPending} disabled={!ready || !changes}>
            {files.apply}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** What the file holds, or a sentence that says why it can't be read. Byte order marks tell the encoding; else UTF-8. */
async function readFile(file: File): Promise<Chosen | string> {
  if (file.size > LARGEST) return words.files.tooLarge;
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe ? "utf-16be" : "utf-8";
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return { text, format: /^\s*</.test(text) ? "qdc" : "csv" };
  } catch {
    return words.files.unreadable;
  }
}
