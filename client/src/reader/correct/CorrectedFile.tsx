import { Button, FileButton, Group, Modal } from "@mantine/core";
import { articleText } from "@postil/shared/document/text-document";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { readCorrectedFile } from "../../api/text-versions.ts";
import type { DocumentSession } from "../../sync/document-session.ts";
import { notify } from "../../ui/notify.ts";
import { Problem } from "../../ui/Problem.tsx";
import { useArticleText } from "../use-article-text.ts";
import { DiffView } from "./DiffView.tsx";
import { rewriteText } from "./restore-text.ts";
import { words } from "./words.ts";

interface CorrectedFileProps {
  article: string;
  session: DocumentSession;
  writable: boolean;
}

/** Takes a corrected file: shows what differs from the text as it is, then writes only that. */
export function CorrectedFile({ article, session, writable }: CorrectedFileProps) {
  const [reading, setReading] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);

  const choose = async (chosen: File | null) => {
    if (!chosen) return;
    setReading(true);
    setProblem(null);
    try {
      setFile({ name: chosen.name, text: (await readCorrectedFile(article, chosen)).text });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setReading(false);
    }
  };
  return (
    <>
      <FileButton onChange={(chosen) => void choose(chosen)} inputProps={{ "aria-label": words.file.choose }}>
        {(props) => (
          <Button
            {...props}
            variant="default"
            loading={reading}
            disabled={!writable}
            leftSection={<FileUp size={16} aria-hidden />}
          >
            {words.file.choose}
          </Button>
        )}
      </FileButton>
      <Problem message={problem} />
      {file && (
        <Modal opened size="xl" title={words.file.title(file.name)} onClose={() => setFile(null)}>
          <Differences session={session} after={file.text} writable={writable} onClose={() => setFile(null)} />
        </Modal>
      )}
    </>
  );
}

interface DifferencesProps {
  session: DocumentSession;
  after: string;
  writable: boolean;
  onClose: () => void;
}

function Differences({ session, after, writable, onClose }: DifferencesProps) {
  // The text goes on changing: what is shown is always what would be done now.
  const before = useArticleText(session)?.text ?? "";
  const apply = () => {
    if (articleText(session.doc).toString() !== before) return;
    rewriteText(session.doc, after);
    notify({ message: words.file.applied });
    onClose();
  };
  return (
    <>
      <p>{words.file.help}</p>
      <DiffView before={before} after={after} label={words.file.differences} />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button onClick={apply} disabled={!writable || before === after}>
          {words.file.apply}
        </Button>
      </Group>
    </>
  );
}
