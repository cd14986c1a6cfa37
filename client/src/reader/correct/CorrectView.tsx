import { redo, undo } from "@codemirror/commands";
import { Button } from "@mantine/core";
import { joinRanges } from "@postil/shared/anchor/describe";
import { articleText } from "@postil/shared/document/text-document";
import type { Article } from "@postil/shared/schema/article";
import { BookOpen, History } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { Link } from "react-router";
import { useAnnotations } from "../../annotations/use-annotations.ts";
import type { DocumentSession } from "../../sync/document-session.ts";
import { TopBarSlot } from "../../ui/TopBarSlot.tsx";
import { SavedIndicator } from "../SavedIndicator.tsx";
import { textLanguage } from "../text-language.ts";
import { CorrectedFile } from "./CorrectedFile.tsx";
import styles from "./correct.module.css";
import editorStyles from "./editor.module.css";
import { LinkField } from "./LinkField.tsx";
import { LostPassages } from "./LostPassages.tsx";
import { MarkToolbar, type Tool } from "./MarkToolbar.tsx";
import { setLink, toggleInline, toggleLines } from "./mark-commands.ts";
import { OtherEditors } from "./OtherEditors.tsx";
import { setPassages } from "./passages.ts";
import { useEditor } from "./use-editor.ts";
import { words } from "./words.ts";

/** Where annotations stand is drawn anew at most this often, in ms. */
const PASSAGES_EVERY = 300;

interface CorrectViewProps {
  article: Article;
  text: DocumentSession;
  /** The team's layer, to show what is annotated; null where there is none. */
  layer: DocumentSession | null;
}

/** The article's text in an editor, live with everybody else who corrects or reads it. */
export function CorrectView({ article, text, layer }: CorrectViewProps) {
  const [linking, setLinking] = useState(false);
  const language = useMemo(
    () => textLanguage(articleText(text.doc).toString(), article.attributes),
    [text.doc, article.attributes],
  );
  // Correcting offline could undo what others correct meanwhile: unlike annotations, it waits for the connection.
  const writable = text.online && text.synced && text.closed === null && (text.hello?.canEditText ?? false);
  const { ref, view, marks } = useEditor({
    session: text,
    label: words.label(article.title),
    describedBy: "correct-help",
    language,
    writable,
    onLink: () => setLinking(true),
  });
  const annotations = useAnnotations(layer, text);

  useEffect(() => {
    if (!view) return;
    const timer = setTimeout(() => {
      const ranges = joinRanges(annotations.flatMap(({ ranges: of }) => of));
      view.dispatch({ effects: setPassages.of(ranges) });
    }, PASSAGES_EVERY);
    return () => clearTimeout(timer);
  }, [view, annotations]);

  const onTool = (tool: Tool) => {
    if (!view) return;
    if (tool === "link") {
      setLinking(true);
      return;
    }
    if (tool === "undo") undo(view);
    else if (tool === "redo") redo(view);
    else if (tool === "bold" || tool === "italic") toggleInline(view, tool);
    else toggleLines(view, tool === "p" ? null : tool);
    view.focus();
  };
  const closeLink = useCallback(() => {
    setLinking(false);
    view?.focus();
  }, [view]);
  const state = writable ? null : text.hello?.canEditText === false ? words.notAllowed : words.offline;
  return (
    <>
      <TopBarSlot place="end">
        <SavedIndicator session={text} />
      </TopBarSlot>
      <main id="main" tabIndex={-1} className={styles.page}>
        <header className={styles.head}>
          <h1>{words.heading1(article.title)}</h1>
          <p className={styles.lead}>{words.lead}</p>
          <div className={styles.actions}>
            <Button
              component={Link}
              to={`/a/${article.id}`}
              variant="default"
              leftSection={<BookOpen size={16} aria-hidden />}
            >
              {words.back}
            </Button>
            <Button
              component={Link}
              to={`/a/${article.id}/correct/history`}
              variant="default"
              leftSection={<History size={16} aria-hidden />}
            >
              {words.historyLink}
            </Button>
            <CorrectedFile article={article.id} session={text} writable={writable} />
          </div>
        </header>
        <div className={styles.tools}>
          <MarkToolbar marks={marks} disabled={!writable} onTool={onTool} />
          <OtherEditors session={text} />
          {linking && writable && (
            <LinkField
              key={marks.href}
              href={marks.href}
              onSet={(href) => {
                if (view) setLink(view, href);
                closeLink();
              }}
              onClose={closeLink}
            />
          )}
        </div>
        <p className={styles.state} role="status" data-shown={state !== null || undefined}>
          {state}
        </p>
        <div id="correct-text" ref={ref} className={editorStyles.editor} />
        <p id="correct-help" className={styles.help}>
          {words.help}
        </p>
        <LostPassages annotations={annotations} article={article.id} />
      </main>
    </>
  );
}
