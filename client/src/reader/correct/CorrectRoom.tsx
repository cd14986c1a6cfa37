import { can } from "@postil/shared/policy/permissions";
import { useLivePlace } from "../../live/live.ts";
import { useDocument } from "../../sync/use-document.ts";
import { Loading } from "../../ui/Loading.tsx";
import type { ReadingRoomProps } from "../ReadingRoom.tsx";
import { useArticleText } from "../use-article-text.ts";
import { useSignedInAgain } from "../use-signed-in-again.ts";
import { CorrectView } from "./CorrectView.tsx";
import { NotAllowed } from "./NotAllowed.tsx";
import { words } from "./words.ts";

type CorrectRoomProps = Pick<ReadingRoomProps, "userId" | "article" | "workspace">;

/** Opens an article's text to be corrected, for those who may. */
export function CorrectRoom(props: CorrectRoomProps) {
  const { article, workspace } = props;
  return can(workspace.me.role, "edit-text") ? <Documents {...props} /> : <NotAllowed article={article.id} />;
}

function Documents({ userId, article, workspace }: CorrectRoomProps) {
  useLivePlace(workspace.id, article.id);
  const about = { articleId: article.id, title: article.title };
  const team = article.layers.find(({ kind }) => kind === "team") ?? null;
  const text = useDocument(article.textDocument, userId, { about, presence: true });
  const layer = useDocument(team?.document ?? null, userId, { about, presence: false });
  useSignedInAgain(userId, text);
  // Texts end in a line break: an empty one has not arrived yet.
  const arrived = useArticleText(text) !== null;
  if (!text || !arrived) {
    return (
      <main id="main" tabIndex={-1}>
        <Loading label={words.loading} />
      </main>
    );
  }
  return <CorrectView article={article} text={text} layer={layer} />;
}
